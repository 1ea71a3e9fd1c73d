package io.bartizan.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the audit trail goes ({@code audit.file}). */
public final class AuditSink {

  /** The kinds. */
  public enum Kind {
    /** A file that is appended to. */
    FILE,
    /** The process's standard output. */
    STDOUT,
    /** The process's standard error. */
    STDERR
  }

  private final Kind kind;
  private final @Nullable Path file;

  /** A value; {@code file} is absolute, and null unless the kind is a file. */
  public AuditSink(Kind kind, @Nullable Path file) {
    if ((kind == Kind.FILE) != (file != null)) {
      throw new IllegalArgumentException("a file sink, and only that, has a path: " + kind);
    }
    this.kind = kind;
    this.file = file;
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The absolute path of a file sink; null otherwise. */
  public @Nullable Path file() {
    return file;
  }

  @Override
  public String toString() {
    return file == null ? kind.name().toLowerCase(java.util.Locale.ROOT) : file.toString();
  }
}
