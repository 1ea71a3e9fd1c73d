package io.bartizan.fault.agent;

import io.bartizan.fault.agent.Doctoring.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does to classes what other agents, and versions that nobody knows, may do. The argument is a list
 * of {@code DEED:CLASS+CLASS}, apart by commas:
 *
 * <ul>
 *   <li>{@code early}: loads them at once
 *   <li>{@code strip}: puts them back as they stand on the class path, whoever changed them
 *   <li>{@code break}: makes their bytes no class file
 *   <li>{@code rewrite}: changes them and keeps what is there
 *   <li>{@code rename=METHOD}: gives that method another name, in them and their calls
 * </ul>
 */
final class Meddler implements ClassFileTransformer {

  private final Map<String, Change> changes = new HashMap<>();

  private Meddler() {}

  static void install(String argument, Instrumentation instrumentation) {
    Meddler meddler = new Meddler();
    Set<String> early = new HashSet<>();
    for (String deed : argument.split(",")) {
      String[] parts = deed.split(":", 2);
      for (String type : parts[1].split("\\+")) {
        if (parts[0].equals("early")) {
          early.add(type);
        } else {
          meddler.changes.put(type.replace('.', '/'), change(parts[0]));
        }
      }
    }
    instrumentation.addTransformer(meddler, true);
    for (String type : early) {
      try {
        Class.forName(type, false, ClassLoader.getSystemClassLoader());
      } catch (ClassNotFoundException absent) {
        throw new IllegalArgumentException(absent);
      }
    }
  }

  private static Change change(String deed) {
    switch (deed) {
      case "strip":
        return Meddler::asItStands;
      case "break":
        return (loader, name, bytes) -> Arrays.copyOf(bytes, bytes.length / 2);
      case "rewrite":
        return (loader, name, bytes) -> Doctoring.rewritten(bytes);
      default:
        String method = deed.substring("rename=".length());
        return (loader, name, bytes) -> Doctoring.renamed(bytes, method);
    }
  }

  private static byte[] asItStands(ClassLoader loader, String name, byte[] bytes)
      throws IOException {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return all.toByteArray();
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    Change change = name == null || loader == null ? null : changes.get(name);
    if (change == null || loader == null || name == null) {
      return null;
    }
    try {
      byte[] changed = change.make(loader, name, bytes);
      told(name);
      return changed;
    } catch (IOException | RuntimeException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @SuppressWarnings("SystemOut") // tests read it
  private static void told(String name) {
    System.err.println("meddled with " + name.replace('/', '.'));
  }
}
