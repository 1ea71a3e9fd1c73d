package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Loads a policy file whole, or not at all. */
public final class PolicyLoader {

  private static final String MARKER = "\n...";

  private PolicyLoader() {}

  /**
   * Loads a file.
   *
   * @throws PolicyException with all that is wrong with it
   */
  public static Policy load(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    return parse(absolute, PolicyFile.read(absolute));
  }

  /** The policy that these bytes of a file make. */
  static Policy parse(Path file, byte[] bytes) throws PolicyException {
    return parse(file, bytes, new Includes(file, bytes));
  }

  /** The same, with what it includes kept. */
  static Policy parse(Path file, byte[] bytes, Includes includes) throws PolicyException {
    Problems problems = new Problems(file.toString());
    String text = text(bytes, problems);
    Tree tree = text == null ? null : TreeReader.read(text, problems);
    includes.endedAs(text != null && ended(text));
    Policy policy = tree == null ? null : new PolicyReader(file, problems, includes).read(tree);
    if (policy == null || !problems.none()) {
      throw new PolicyException(
          problems.all(), PolicyReader.observes(tree), new ArrayList<>(includes.files()));
    }
    return policy;
  }

  /** Whether a text ends with a document end marker (YAML 1.2.2, 9.1.2) on a line of its own. */
  static boolean ended(String text) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end > MARKER.length() && text.startsWith(MARKER, end - MARKER.length());
  }

  static @Nullable String text(byte[] bytes, Problems problems) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException malformed) {
      problems.add(
          new Problem(
              Code.BZ1003,
              problems.file(),
              1,
              1,
              "the file is not UTF-8",
              "save it as UTF-8 without other encodings in it"));
      return null;
    }
  }

  /** Of a policy's own bytes; where it includes files, of theirs in turn after them. */
  static String digest(Includes includes) {
    try {
      MessageDigest whole = MessageDigest.getInstance("SHA-256");
      if (includes.bytes().size() == 1) {
        whole.update(includes.bytes().get(0));
      } else {
        // Each by its digest, so that nothing can pass from one to the next.
        MessageDigest one = MessageDigest.getInstance("SHA-256");
        for (byte[] bytes : includes.bytes()) {
          whole.update(one.digest(bytes));
        }
      }
      StringBuilder hex = new StringBuilder("sha256:");
      for (byte octet : whole.digest()) {
        hex.append(Character.forDigit(octet >> 4 & 0xf, 16))
            .append(Character.forDigit(octet & 0xf, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
