package io.bartizan.policy.load;

import io.bartizan.policy.Introspection;
import io.bartizan.policy.KeyUrl;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An issuer's {@code introspection}. */
final class IntrospectionReader {

  private static final int DEFAULT_CACHE_SECONDS = 10;
  private static final int MAX_CACHE_SECONDS = 60;
  private static final Pattern TIME = Pattern.compile("([0-9]{1,2})s");

  private final Path file;
  private final Problems problems;

  IntrospectionReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads it; null if there is none, or it is none, which is told. */
  @Nullable Introspection read(@Nullable Tree tree) {
    String what = "'introspection'";
    Fields fields =
        Fields.of(tree, what, problems, "url", "clientId", "clientSecret", "tokens", "cache");
    if (fields == null) {
      return null;
    }
    Tree.Scalar url = fields.requiredText("url", what);
    Tree.Scalar clientId = fields.requiredText("clientId", what);
    Tree.Scalar secret = fields.requiredText("clientSecret", what);
    Tree.Scalar tokens = fields.text("tokens");
    boolean all = tokens != null && tokens.text.equals("all");
    if (tokens != null && !all && !tokens.text.equals("opaque")) {
      problems.add(
          Code.BZ1010,
          tokens,
          "'" + tokens.text + "' tokens can't be introspected",
          Suggestion.among(tokens.text, "opaque", "all"));
    }
    int cache = cache(fields.text("cache"));
    String address = url == null ? null : url(url);
    Path path = secret == null ? null : PolicyReader.resolve(file, secret.text, secret, problems);
    if (address == null || clientId == null || path == null) {
      return null;
    }
    return new Introspection(address, clientId.text, path.toString(), all, cache);
  }

  private @Nullable String url(Tree.Scalar url) {
    try {
      return KeyUrl.parse(url.text).toString();
    } catch (IllegalArgumentException unfit) {
      problems.add(
          Code.BZ1010,
          url,
          String.valueOf(unfit.getMessage()),
          "write the https URL of the introspection endpoint");
      return null;
    }
  }

  private int cache(Tree.@Nullable Scalar time) {
    if (time == null) {
      return DEFAULT_CACHE_SECONDS;
    }
    Matcher seconds = TIME.matcher(time.text);
    int read = seconds.matches() ? Integer.parseInt(String.valueOf(seconds.group(1))) : 0;
    if (read < 1 || read > MAX_CACHE_SECONDS) {
      problems.add(
          Code.BZ1032,
          time,
          "answers can't be believed for '" + time.text + "'",
          "write seconds, from 1s to " + MAX_CACHE_SECONDS + "s");
    }
    return read;
  }
}
