package io.bartizan.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the secret stands by which credentials are named in the trail ({@code audit.hashKey}): in a
 * file, or in a variable of the environment.
 */
public final class HashKey {

  private final @Nullable Path file;
  private final @Nullable String variable;

  private HashKey(@Nullable Path file, @Nullable String variable) {
    this.file = file;
    this.variable = variable;
  }

  /** A secret that stands alone in a file; the path is absolute. */
  public static HashKey inFile(Path file) {
    return new HashKey(file, null);
  }

  /** A secret that is the value of a variable of the environment. */
  public static HashKey inVariable(String name) {
    return new HashKey(null, name);
  }

  /** The absolute path of the file; null if it stands in the environment. */
  public @Nullable Path file() {
    return file;
  }

  /** The variable's name; null if it stands in a file. */
  public @Nullable String variable() {
    return variable;
  }

  /** Where it stands, never what it is. */
  @Override
  public String toString() {
    return file == null ? "the environment's " + variable : file.toString();
  }
}
