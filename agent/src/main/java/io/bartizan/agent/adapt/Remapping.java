package io.bartizan.agent.adapt;

import io.bartizan.instrumentation.Renaming;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Turns an adapter written against {@code javax} APIs and a server's own names into its twin: of
 * {@code jakarta}, or of a server whose packages were renamed, or both. Names in constants are
 * mapped too: those of classes, and those of request attributes.
 */
final class Remapping {

  private static final String JAVAX = "javax/";

  /** What moved as it was; others of {@code javax} belong to Java itself. */
  private static final String[] MOVED = {"javax/servlet/", "javax/ws/rs/"};

  private static final String ATTRIBUTES = "javax.servlet.";

  private final Renaming server;

  /** Of the API: {@code javax/}, {@code jakarta/}, or either below a prefix. */
  private final String api;

  private final String attributes;

  private Remapping(Renaming server, String api, String attributes) {
    this.server = server.sparingApis();
    this.api = api;
    this.attributes = attributes;
  }

  /**
   * The remapping for one container.
   *
   * @param server where the container's own packages went
   * @param prefix what stands in front of the names of the API; ends in a dot, or is empty
   * @param container the container's loader; null for the boot loader
   * @throws ReflectiveOperationException if a renamed API can't be asked what it calls its
   *     attributes
   */
  static Remapping of(
      Renaming server, boolean jakarta, String prefix, @Nullable ClassLoader container)
      throws ReflectiveOperationException {
    String api = prefix + (jakarta ? "jakarta." : "javax.");
    String attributes = prefix.isEmpty() ? api + "servlet." : attributes(api, container);
    return new Remapping(server, api.replace('.', '/'), attributes);
  }

  /**
   * Whoever renamed an API may have left its attributes' names alone. The container speaks of them
   * as the API's own constants do, for both were renamed together.
   */
  private static String attributes(String api, @Nullable ClassLoader container)
      throws ReflectiveOperationException {
    String known = "include.servlet_path";
    Class<?> dispatcher = Class.forName(api + "servlet.RequestDispatcher", false, container);
    String name = String.valueOf(dispatcher.getField("INCLUDE_SERVLET_PATH").get(null));
    if (!name.endsWith("servlet." + known)) {
      throw new ReflectiveOperationException("an unknown attribute of " + api + ": " + name);
    }
    return name.substring(0, name.length() - known.length());
  }

  /**
   * What the names of the API begin with that a type belongs to, up to the part that moved; empty
   * if it belongs to none.
   */
  static String api(String type) {
    for (String namespace : new String[] {"javax.", "jakarta."}) {
      for (String moved : MOVED) {
        String package_ = moved.substring(JAVAX.length()).replace('/', '.');
        int at = ('.' + type).indexOf('.' + namespace + package_);
        if (at >= 0) {
          return type.substring(0, at + namespace.length());
        }
      }
    }
    return "";
  }

  /** The twin's bytes; the adapter's own where nothing moved. */
  byte[] apply(byte[] adapter) {
    if (server.none() && api.equals(JAVAX)) {
      return adapter;
    }
    ClassReader reader = new ClassReader(adapter);
    ClassWriter writer = new ClassWriter(0);
    Remapper remapper =
        new Remapper(OpenedClassReader.ASM_API) {
          @Override
          public String map(String internalName) {
            for (String moved : MOVED) {
              if (internalName.startsWith(moved)) {
                return api + internalName.substring(JAVAX.length());
              }
            }
            return server.apply(internalName);
          }

          @Override
          public Object mapValue(Object value) {
            if (!(value instanceof String)) {
              return super.mapValue(value);
            }
            String text = (String) value;
            return text.startsWith(ATTRIBUTES)
                ? attributes + text.substring(ATTRIBUTES.length())
                : server.apply(text);
          }
        };
    reader.accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }
}
