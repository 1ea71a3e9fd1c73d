package io.bartizan.policy.load;

import io.bartizan.policy.KeyUrl;
import io.bartizan.policy.StatusList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An issuer's {@code statusList}. */
final class StatusListReader {

  private static final int DEFAULT_REFRESH_SECONDS = 60;
  private static final int MIN_REFRESH_SECONDS = 5;
  private static final int MAX_REFRESH_SECONDS = 3600;
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4})(s|m|h)");
  private static final int MIN_BYTES = 1024;

  /** 128 million tokens of one bit each. */
  private static final int MAX_BYTES = 1 << 24;

  private static final int MAX_LISTS = 256;

  /** All lists together, when they are full. */
  private static final long MAX_TOTAL_BYTES = 1L << 28;

  private final Path file;
  private final Problems problems;

  StatusListReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads it; null if there is none, or it is none, which is told.
   *
   * @param asked whether the issuer is asked about each of its tokens
   */
  @Nullable StatusList read(@Nullable Tree tree, boolean asked) {
    String what = "'statusList'";
    Fields fields =
        Fields.of(
            tree, what, problems, "uri", "required", "refresh", "jwks", "maxBytes", "maxLists");
    if (fields == null) {
      return null;
    }
    if (asked) {
      problems.add(
          Code.BZ1045,
          fields.mapping(),
          "the issuer is asked about each of its tokens already",
          "leave out 'statusList', or 'tokens: all' of 'introspection'");
    }
    fields.required("uri", what);
    List<String> uris = new ArrayList<>();
    for (Tree.Scalar uri : fields.texts("uri")) {
      if (fetchable(uri)) {
        uris.add(uri.text);
      }
    }
    boolean required = required(fields.text("required"));
    int refresh = refresh(fields.text("refresh"));
    Tree.Scalar jwks = fields.text("jwks");
    String keys = jwks == null ? null : Identities.keys(file, jwks, problems);
    int maxBytes =
        number(
            fields.text("maxBytes"), "bytes", StatusList.DEFAULT_MAX_BYTES, MIN_BYTES, MAX_BYTES);
    Tree.Scalar lists = fields.text("maxLists");
    int maxLists = number(lists, "lists", StatusList.DEFAULT_MAX_LISTS, 1, MAX_LISTS);
    if ((long) maxBytes * maxLists > MAX_TOTAL_BYTES) {
      problems.add(
          Code.BZ1010,
          lists == null ? fields.mapping() : lists,
          maxLists + " lists of " + maxBytes + " bytes are more than can be kept",
          "keep maxLists times maxBytes within " + MAX_TOTAL_BYTES);
    }
    long named = uris.stream().filter(uri -> !uri.endsWith(StatusList.ALL_BELOW)).count();
    if (named > maxLists) {
      problems.add(
          Code.BZ1010,
          lists == null ? fields.mapping() : lists,
          "'uri' names " + named + " lists, and " + maxLists + " are kept",
          "write a larger maxLists, up to " + MAX_LISTS);
    }
    return uris.isEmpty()
        ? null
        : new StatusList(uris, required, refresh, keys, maxBytes, maxLists);
  }

  /** Whether lists may come from there: what a folder stands for is put after a slash of a path. */
  private boolean fetchable(Tree.Scalar uri) {
    boolean folder = uri.text.endsWith(StatusList.ALL_BELOW);
    String base = folder ? uri.text.substring(0, uri.text.length() - 1) : uri.text;
    String why = null;
    try {
      KeyUrl url = KeyUrl.parse(base);
      if (base.indexOf('#') >= 0 || folder && !url.endsWithPath()) {
        why = "'" + uri.text + "' has a query or a fragment";
      }
    } catch (IllegalArgumentException unfit) {
      why = String.valueOf(unfit.getMessage());
    }
    if (why == null && base.indexOf('*') >= 0) {
      why = "'" + uri.text + "' has a * that is not its end";
    }
    if (why != null) {
      problems.add(
          Code.BZ1045,
          uri,
          "status lists don't come from there: " + why,
          "write the https URL of a list, or of a folder of them with /* at its end");
    }
    return why == null;
  }

  private boolean required(Tree.@Nullable Scalar word) {
    if (word != null && !word.text.equals("true") && !word.text.equals("false")) {
      problems.add(
          Code.BZ1010,
          word,
          "'required' can't be '" + word.text + "'",
          Suggestion.among(word.text, "true", "false"));
    }
    return word != null && word.text.equals("true");
  }

  private int refresh(Tree.@Nullable Scalar time) {
    if (time == null) {
      return DEFAULT_REFRESH_SECONDS;
    }
    Matcher parts = TIME.matcher(time.text);
    int read = 0;
    if (parts.matches()) {
      int unit = "h".equals(parts.group(2)) ? 3600 : "m".equals(parts.group(2)) ? 60 : 1;
      read = unit * Integer.parseInt(String.valueOf(parts.group(1)));
    }
    if (read < MIN_REFRESH_SECONDS || read > MAX_REFRESH_SECONDS) {
      problems.add(
          Code.BZ1046,
          time,
          "status lists can't be refreshed every '" + time.text + "'",
          "write seconds, minutes or hours, from "
              + MIN_REFRESH_SECONDS
              + "s to "
              + MAX_REFRESH_SECONDS
              + "s");
    }
    return read;
  }

  private int number(Tree.@Nullable Scalar number, String what, int absent, int least, int most) {
    if (number == null) {
      return absent;
    }
    int read = number.text.matches("[0-9]{1,8}") ? Integer.parseInt(number.text) : 0;
    if (read < least || read > most) {
      problems.add(
          Code.BZ1010,
          number,
          "'" + number.text + "' " + what + " are out of bounds",
          "write a number from " + least + " to " + most);
    }
    return read;
  }
}
