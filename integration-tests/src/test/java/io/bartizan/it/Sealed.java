package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and verification of sealed trails, by the commands of the built jar. */
final class Sealed {

  private Sealed() {}

  /** Makes a seal key that every Java can use, and its public half beside it. */
  static void key(Path folder, String name) throws Exception {
    Cli made = Cli.run(folder, "keys", "seal", name, "--kind", "es256");
    assertEquals(0, made.exit(), made.err());
  }

  static void auditor(Path folder, String name) throws Exception {
    Cli made = Cli.run(folder, "keys", "auditor", name);
    assertEquals(0, made.exit(), made.err());
  }

  static Cli verify(Path folder, String key, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("verify", "--key", key));
    arguments.addAll(List.of(more));
    return Cli.run(folder, arguments.toArray(new String[0]));
  }
}
