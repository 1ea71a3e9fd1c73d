package io.bartizan.agent.adapt;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** Turns an adapter written against {@code javax.servlet} into its {@code jakarta.servlet} twin. */
final class Remapping {

  private static final String JAVAX = "javax/servlet/";
  private static final String JAKARTA = "jakarta/servlet/";
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
            return internalName.startsWith(JAVAX)
                ? JAKARTA + internalName.substring(JAVAX.length())
                : internalName;
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
