package io.bartizan.fault.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A second agent, for tests. Without an argument it puts the switch, and nothing else, onto the
 * boot class path, and must stand after the agent under test; with one it meddles with classes.
 */
public final class FaultAgent {

  private FaultAgent() {}

  /** Installs it. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation)
      throws IOException {
    if (argument != null && !argument.isEmpty()) {
      Meddler.install(argument, instrumentation);
      return;
    }
    // Packaging relocates this name; loading the class here would be refused, for it is java's.
    String entry = "io/bartizan/fault/Faults.class";
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jarOf(entry).toFile()));
    FaultWeaver.install(instrumentation);
  }

  private static Path jarOf(String entry) throws IOException {
    Path jar = Files.createTempFile("fault-switch", ".jar");
    jar.toFile().deleteOnExit();
    try (InputStream in = FaultAgent.class.getClassLoader().getResourceAsStream(entry);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      if (in == null) {
        throw new IOException("no " + entry + " in the fault agent");
      }
      out.putNextEntry(new JarEntry(entry));
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      out.closeEntry();
    }
    return jar;
  }
}
