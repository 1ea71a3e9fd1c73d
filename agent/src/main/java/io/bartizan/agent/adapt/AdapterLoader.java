package io.bartizan.agent.adapt;

import io.bartizan.agent.weave.Worlds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines adapters where they can see both sides: their bytes come from the agent, all other types
 * from the loader of the container that they adapt.
 */
final class AdapterLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Remapping remapping;

  AdapterLoader(@Nullable ClassLoader container, Remapping remapping) {
    super(container);
    this.remapping = remapping;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!Worlds.ofAdapters(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = AdapterLoader.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      byte[] bytes = remapping.apply(all.toByteArray());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException broken) {
      throw new ClassNotFoundException(name, broken);
    }
  }
}
