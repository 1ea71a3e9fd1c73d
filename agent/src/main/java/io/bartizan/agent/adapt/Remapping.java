package io.bartizan.agent.adapt;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** Turns an adapter written against {@code javax} APIs into its twin of {@code jakarta}. */
final class Remapping {

  private static final String JAVAX = "javax/";
  private static final String JAKARTA = "jakarta/";

  /** What moved as it was; others of {@code javax} belong to Java itself. */
  private static final String[] MOVED = {"javax/servlet/", "javax/ws/rs/"};

  private static final String JAVAX_NAME = "javax.servlet.";

  private Remapping() {}

  /** The twin's bytes; the constants that name request attributes are mapped too. */
  static byte[] toJakarta(byte[] adapter) {
    ClassReader reader = new ClassReader(adapter);
    ClassWriter writer = new ClassWriter(0);
    Remapper remapper =
        new Remapper(OpenedClassReader.ASM_API) {
          @Override
          public String map(String internalName) {
            for (String moved : MOVED) {
              if (internalName.startsWith(moved)) {
                return JAKARTA + internalName.substring(JAVAX.length());
              }
            }
            return internalName;
          }

          @Override
          public Object mapValue(Object value) {
            if (value instanceof String && ((String) value).startsWith(JAVAX_NAME)) {
              return "jakarta.servlet." + ((String) value).substring(JAVAX_NAME.length());
            }
            return super.mapValue(value);
          }
        };
    reader.accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }
}
