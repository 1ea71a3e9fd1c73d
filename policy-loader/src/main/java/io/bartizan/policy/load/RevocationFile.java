package io.bartizan.policy.load;

import io.bartizan.policy.Revoked;
import io.bartizan.policy.Revoked.By;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that lists tokens, subjects, sessions and issuers that are to be believed no longer,
 * loaded whole or not at all. Like a policy it is nobody's to write but root's and the server's
 * user's.
 */
public final class RevocationFile {

  private static final int MAX_VALUE = 2048;

  private final Problems problems;

  private RevocationFile(Problems problems) {
    this.problems = problems;
  }

  /**
   * Loads a file.
   *
   * @throws PolicyException with all that is wrong with it
   */
  public static List<Revoked> load(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    Problems problems = new Problems(absolute.toString());
    String text = PolicyLoader.text(PolicyFile.read(absolute, "revocation file"), problems);
    Tree tree = text == null ? null : TreeReader.read(text, problems);
    List<Revoked> all = new RevocationFile(problems).read(tree);
    if (!problems.none()) {
      throw new PolicyException(problems.all(), false);
    }
    return all;
  }

  private List<Revoked> read(@Nullable Tree tree) {
    List<Revoked> all = new ArrayList<>();
    String what = "the revocation file";
    Fields top = Fields.of(tree, what, problems, "revoked");
    if (top != null && top.required("revoked", what) != null) {
      for (Tree item : top.items("revoked")) {
        Revoked one = entry(item);
        if (one != null) {
          all.add(one);
        }
      }
    }
    return all;
  }

  private @Nullable Revoked entry(Tree item) {
    Fields fields =
        Fields.of(
            item, "an entry of 'revoked'", problems, "issuer", "jti", "sub", "sid", "issuedBefore");
    if (fields == null) {
      return null;
    }
    Tree.Scalar issuer = named(fields.text("issuer"));
    Tree.Scalar jti = named(fields.text("jti"));
    Tree.Scalar sub = named(fields.text("sub"));
    Tree.Scalar sid = named(fields.text("sid"));
    Tree.Scalar before = fields.text("issuedBefore");
    int names = (jti == null ? 0 : 1) + (sub == null ? 0 : 1) + (sid == null ? 0 : 1);
    if (names > 1) {
      problems.add(
          Code.BZ2020,
          item,
          "an entry names tokens by one of 'jti', 'sub' and 'sid'",
          "write an entry for each");
      return null;
    }
    if (names == 0 && (issuer == null || before == null)) {
      problems.add(
          Code.BZ2020,
          item,
          "an entry that names no tokens",
          "write 'jti', 'sub' or 'sid'; or 'issuer' with 'issuedBefore' for all of an issuer's");
      return null;
    }
    long last = before == null ? Long.MAX_VALUE : second(before) - 1;
    By by =
        jti != null ? By.TOKEN : sub != null ? By.SUBJECT : sid != null ? By.SESSION : By.ISSUER;
    Tree.Scalar value = jti != null ? jti : sub != null ? sub : sid;
    return new Revoked(
        by, issuer == null ? null : issuer.text, value == null ? "" : value.text, last);
  }

  private Tree.@Nullable Scalar named(Tree.@Nullable Scalar value) {
    if (value != null && (value.text.isEmpty() || value.text.length() > MAX_VALUE)) {
      problems.add(Code.BZ2020, value, "a name is of 1 to " + MAX_VALUE + " characters", null);
    }
    return value;
  }

  /** A time of RFC 3339, or seconds since the epoch. */
  private long second(Tree.Scalar time) {
    if (time.text.matches("[0-9]{1,12}")) {
      return Long.parseLong(time.text);
    }
    try {
      return Instant.parse(time.text).getEpochSecond();
    } catch (DateTimeParseException none) {
      problems.add(
          Code.BZ2020,
          time,
          "'" + time.text + "' is no time",
          "write it in UTC, such as 2026-11-26T20:00:00Z, or as seconds since 1970");
      return 0;
    }
  }
}
