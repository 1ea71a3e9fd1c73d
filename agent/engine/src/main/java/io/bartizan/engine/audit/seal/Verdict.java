package io.bartizan.engine.audit.seal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a verification came to. */
public final class Verdict {

  private final List<Finding> findings;
  private final long segments;
  private final long skipped;
  private final long records;
  private final long checkpoints;
  private final List<String> recoveries;
  private final @Nullable Checkpoint last;
  private final @Nullable Anchor next;

  Verdict(
      List<Finding> findings,
      long segments,
      long skipped,
      long records,
      long checkpoints,
      List<String> recoveries,
      @Nullable Checkpoint last,
      @Nullable Anchor next) {
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.segments = segments;
    this.skipped = skipped;
    this.records = records;
    this.checkpoints = checkpoints;
    this.recoveries = Collections.unmodifiableList(new ArrayList<>(recoveries));
    this.last = last;
    this.next = next;
  }

  /** Whether all that was written is there, unchanged, up to where the log was closed. */
  public boolean intact() {
    return findings.isEmpty();
  }

  /** Whether something is there that was not written so. */
  public boolean tampered() {
    return findings.stream().anyMatch(f -> f.kind().severity() == Finding.Severity.TAMPERED);
  }

  /** What was found, in the order of the lines; after the first that is tampered nothing is. */
  public List<Finding> findings() {
    return findings;
  }

  /** Segments that were checked. */
  public long segments() {
    return segments;
  }

  /** Segments before the one that the key is for, which were not checked. */
  public long skipped() {
    return skipped;
  }

  /** Records that were checked. */
  public long records() {
    return records;
  }

  /** Checkpoints that were checked. */
  public long checkpoints() {
    return checkpoints;
  }

  /**
   * Of each segment whose writer died: how many lines after its last checkpoint were held by their
   * chain only until the next start, and what was cut off. A sentence each.
   */
  public List<String> recoveries() {
    return recoveries;
  }

  /** The last checkpoint that held, with all lines before it; null if none did. */
  public @Nullable Checkpoint last() {
    return last;
  }

  /** What a later verification may begin with; null unless it ends with a closed segment. */
  public @Nullable Anchor next() {
    return next;
  }
}
