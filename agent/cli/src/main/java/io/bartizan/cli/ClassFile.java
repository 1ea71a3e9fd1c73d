package io.bartizan.cli;

import io.bartizan.policy.analysis.KnownHandlers;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** A class file's own name, its parent's and its methods' (JVMS 4.1); nothing else is looked at. */
final class ClassFile {

  private static final int MAGIC = 0xCAFEBABE;

  private final DataInputStream in;
  private String[] texts = new String[0];
  private int[] names = new int[0];

  private ClassFile(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** Adds the class. The stream is not closed. */
  static void read(InputStream in, KnownHandlers known) throws IOException {
    new ClassFile(in).read(known);
  }

  private void read(KnownHandlers known) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    skip(4); // versions
    constants();
    skip(2); // access
    String name = className(in.readUnsignedShort());
    String parent = className(in.readUnsignedShort());
    skip(2L * in.readUnsignedShort()); // interfaces
    members(new HashSet<>()); // fields
    Set<String> methods = new HashSet<>();
    members(methods);
    methods.remove("<init>");
    methods.remove("<clinit>");
    known.add(name, parent.startsWith("java.") || parent.isEmpty() ? null : parent, methods);
  }

  private void constants() throws IOException {
    int count = in.readUnsignedShort();
    texts = new String[count];
    names = new int[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1:
          texts[i] = in.readUTF();
          break;
        case 7:
          names[i] = in.readUnsignedShort();
          break;
        case 8:
        case 16:
        case 19:
        case 20:
          skip(2);
          break;
        case 15:
          skip(3);
          break;
        case 5:
        case 6:
          skip(8);
          i++; // takes two places
          break;
        default:
          skip(4);
      }
    }
  }

  private String className(int index) throws IOException {
    return index == 0 ? "" : text(at(names, index)).replace('/', '.');
  }

  private String text(int index) throws IOException {
    String text = index > 0 && index < texts.length ? texts[index] : null;
    if (text == null) {
      throw new IOException("no class file");
    }
    return text;
  }

  private static int at(int[] all, int index) throws IOException {
    if (index >= all.length) {
      throw new IOException("no class file");
    }
    return all[index];
  }

  private void members(Set<String> found) throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      skip(2); // access
      found.add(text(in.readUnsignedShort()));
      skip(2); // descriptor
      int attributes = in.readUnsignedShort();
      for (int a = 0; a < attributes; a++) {
        skip(2);
        skip(in.readInt() & 0xFFFFFFFFL);
      }
    }
  }

  private void skip(long octets) throws IOException {
    for (long left = octets; left > 0; ) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        in.readByte(); // throws at the end
        skipped = 1;
      }
      left -= skipped;
    }
  }
}
