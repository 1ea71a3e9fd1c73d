package io.bartizan.fault.agent;

import java.io.IOException;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** Changes to class files. */
final class Doctoring {

  private Doctoring() {}

  /** One change. */
  interface Change {
    byte[] make(ClassLoader loader, String name, byte[] bytes) throws IOException;
  }

  /** With an instruction more at the start of each method, as a tracing agent would have it. */
  static byte[] rewritten(byte[] bytes) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(OpenedClassReader.ASM_API, method) {
              @Override
              public void visitCode() {
                super.visitCode();
                super.visitInsn(Opcodes.NOP);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  /** As a version that calls its method something else. */
  static byte[] renamed(byte[] bytes, String method) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(0);
    Remapper remapper =
        new Remapper(OpenedClassReader.ASM_API) {
          @Override
          public String mapMethodName(String owner, String name, String descriptor) {
            return method.equals(name) || method.equals(name + descriptor) ? name + "Anew" : name;
          }
        };
    reader.accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }
}
