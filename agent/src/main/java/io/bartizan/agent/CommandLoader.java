package io.bartizan.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The loader of the command line. The gate's classes stand below {@code java.}, where only the boot
 * loader may define classes, and it does so for an agent only: a command has them below another
 * name, of the same length, so that it can be written over the one in each class's constant pool
 * (JVMS 4.4.7).
 */
final class CommandLoader extends AgentLoader {

  private static final String GATE = "java/bartizan/";
  private static final String RENAMED = "gate/bartizan/";
  private static final byte[] FROM = GATE.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TO = RENAMED.getBytes(StandardCharsets.US_ASCII);

  static {
    registerAsParallelCapable();
  }

  /**
   * A loader over the agent's jar.
   *
   * @throws IOException if the jar can't be opened
   */
  CommandLoader(File jar) throws IOException {
    super(jar);
  }

  @Override
  byte @Nullable [] code(String name) {
    String path = name.replace('.', '/');
    byte[] code =
        path.startsWith(RENAMED)
            ? entry(GATE + path.substring(RENAMED.length()) + ".class")
            : super.code(name);
    if (code != null) {
      rename(code);
    }
    return code;
  }

  private static void rename(byte[] code) {
    for (int at = 0; at <= code.length - FROM.length; at++) {
      if (code[at] == FROM[0] && matches(code, at)) {
        System.arraycopy(TO, 0, code, at, TO.length);
      }
    }
  }

  private static boolean matches(byte[] code, int at) {
    for (int i = 0; i < FROM.length; i++) {
      if (code[at + i] != FROM[i]) {
        return false;
      }
    }
    return true;
  }
}
