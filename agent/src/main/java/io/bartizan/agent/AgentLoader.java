package io.bartizan.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes and libraries from {@code inst/} of the jar, where no other loader
 * looks, with the platform loader as parent: the application can't see them, nor they it.
 *
 * <p>On Java 11 and newer {@code inst11/} comes first: libraries in a newer version.
 */
public class AgentLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final File file;

  /** A plain zip: this jar has neither signatures nor versions of entries to look for. */
  private final ZipFile jar;

  private final String[] roots;

  /**
   * A loader over the agent's jar.
   *
   * @throws IOException if the jar can't be opened
   */
  public AgentLoader(File file) throws IOException {
    super(platform());
    this.file = file;
    this.jar = new ZipFile(file);
    this.roots = javaVersion() >= 11 ? new String[] {"inst11/", "inst/"} : new String[] {"inst/"};
  }

  /** The platform loader; in Java 8, where it has another name, the extension loader. */
  private static ClassLoader platform() {
    return ClassLoader.getSystemClassLoader().getParent();
  }

  private static int javaVersion() {
    String version = System.getProperty("java.specification.version", "1.8");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = code(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The code of a class; null if the jar has none of that name. */
  byte @Nullable [] code(String name) {
    return bytes(name.replace('.', '/') + ".classdata");
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = bytes(stored(name));
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    for (String root : roots) {
      ZipEntry entry = jar.getEntry(root + stored(name));
      if (entry != null) {
        try {
          return new URL("jar:" + file.toURI() + "!/" + entry.getName());
        } catch (MalformedURLException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  private static String stored(String name) {
    return name.endsWith(".class") ? name + "data" : name;
  }

  private byte @Nullable [] bytes(String path) {
    for (String root : roots) {
      byte[] found = entry(root + path);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The bytes of an entry of the jar; null if there is none of that name. */
  byte @Nullable [] entry(String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return read(in, (int) entry.getSize());
    } catch (IOException broken) {
      throw new IllegalStateException("can't read " + name + " of " + file, broken);
    }
  }

  private static byte[] read(InputStream in, int size) throws IOException {
    byte[] all = new byte[size];
    for (int at = 0; at < size; ) {
      int n = in.read(all, at, size - at);
      if (n < 0) {
        throw new EOFException("cut off after " + at + " of " + size + " bytes");
      }
      at += n;
    }
    return all;
  }
}
