package io.bartizan.policy.load;

import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.TokenPlaces;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The section {@code identity.apiKeys}. */
final class ApiKeysReader {

  private final Path file;
  private final Problems problems;

  ApiKeysReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads it; null if there is none, or it is none, which is told.
   *
   * @param tokens the places that are taken already
   */
  @Nullable ApiKeys read(@Nullable Tree tree, TokenPlaces tokens) {
    String what = "'apiKeys'";
    Fields fields = Fields.of(tree, what, problems, "file", "header");
    if (fields == null) {
      return null;
    }
    Tree.Scalar list = fields.requiredText("file", what);
    Tree.Scalar header = fields.text("header");
    HeaderNames.own(header, "API keys", ApiKeys.DEFAULT_HEADER, problems);
    String name = header == null ? ApiKeys.DEFAULT_HEADER : header.text;
    if (name.equalsIgnoreCase(tokens.header())) {
      problems.add(
          Code.BZ1010,
          fields.mapping(),
          "API keys can't stand in the header of tokens, '" + name + "'",
          "name two headers");
    }
    Path path = list == null ? null : PolicyReader.resolve(file, list.text, list, problems);
    return path == null ? null : new ApiKeys(path.toString(), name);
  }
}
