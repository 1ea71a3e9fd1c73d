package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Loads a policy file whole, or not at all. */
public final class PolicyLoader {

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
    Problems problems = new Problems(file.toString());
    String text = text(bytes, problems);
    Tree tree = text == null ? null : TreeReader.read(text, problems);
    Policy policy =
        tree == null ? null : new PolicyReader(file, problems).read(tree, digest(bytes));
    if (policy == null || !problems.none()) {
      throw new PolicyException(problems.all(), PolicyReader.observes(tree));
    }
    return policy;
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

  private static String digest(byte[] bytes) {
    try {
      StringBuilder hex = new StringBuilder("sha256:");
      for (byte octet : MessageDigest.getInstance("SHA-256").digest(bytes)) {
        hex.append(Character.forDigit(octet >> 4 & 0xf, 16))
            .append(Character.forDigit(octet & 0xf, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
