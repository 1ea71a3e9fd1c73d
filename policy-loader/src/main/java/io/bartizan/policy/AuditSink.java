package io.bartizan.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the audit trail goes ({@code audit.file}), and how it is sealed. */
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
  private final @Nullable Seal seal;
  private final boolean synced;

  /** A value; {@code file} is absolute, and null unless the kind is a file. */
  public AuditSink(Kind kind, @Nullable Path file) {
    this(kind, file, null, false);
  }

  /**
   * The same with all it may have.
   *
   * @param seal null leaves the trail plain; only a file can be sealed
   * @param synced whether a record counts as written only once it is on the medium
   */
  public AuditSink(Kind kind, @Nullable Path file, @Nullable Seal seal, boolean synced) {
    if ((kind == Kind.FILE) != (file != null)) {
      throw new IllegalArgumentException("a file sink, and only that, has a path: " + kind);
    }
    if (seal != null && file == null) {
      throw new IllegalArgumentException("only a file can be sealed: " + kind);
    }
    this.kind = kind;
    this.file = file;
    this.seal = seal;
    this.synced = synced;
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The absolute path of a file sink; null otherwise. */
  public @Nullable Path file() {
    return file;
  }

  /** How the trail is sealed; null if it is plain. */
  public @Nullable Seal seal() {
    return seal;
  }

  /** Whether each batch of records is synced before its places come free (audit.durability). */
  public boolean synced() {
    return synced;
  }

  @Override
  public String toString() {
    String place = file == null ? kind.name().toLowerCase(java.util.Locale.ROOT) : file.toString();
    String synchronous = synced ? place + ", each batch synced" : place;
    return seal == null ? synchronous : synchronous + " (" + seal + ")";
  }
}
