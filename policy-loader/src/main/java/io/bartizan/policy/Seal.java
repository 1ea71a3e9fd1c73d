package io.bartizan.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the audit trail is sealed ({@code audit.seal}). */
public final class Seal {

  private final Path key;
  private final @Nullable Path encryptTo;
  private final long checkpointMillis;
  private final @Nullable AuditSink export;
  private final @Nullable Webhook webhook;

  /** A value; paths are absolute. */
  public Seal(
      Path key, @Nullable Path encryptTo, long checkpointMillis, @Nullable AuditSink export) {
    this(key, encryptTo, checkpointMillis, export, null);
  }

  private Seal(
      Path key,
      @Nullable Path encryptTo,
      long checkpointMillis,
      @Nullable AuditSink export,
      @Nullable Webhook webhook) {
    this.key = key;
    this.encryptTo = encryptTo;
    this.checkpointMillis = checkpointMillis;
    this.export = export;
    this.webhook = webhook;
  }

  /** The same with checkpoints sent to a webhook. */
  public Seal tellingTo(Webhook receiver) {
    return new Seal(key, encryptTo, checkpointMillis, export, receiver);
  }

  /** The file of the key that signs checkpoints; it is replaced while the trail is written. */
  public Path key() {
    return key;
  }

  /** The file of the auditors' public keys; null if records stay in clear. */
  public @Nullable Path encryptTo() {
    return encryptTo;
  }

  /** A record waits so long for a checkpoint at most, in milliseconds; more than 0. */
  public long checkpointMillis() {
    return checkpointMillis;
  }

  /** Where checkpoints are sent; null if nowhere. */
  public @Nullable Webhook webhook() {
    return webhook;
  }

  /** Where checkpoints go as well; null if to no file or stream. */
  public @Nullable AuditSink export() {
    return export;
  }

  /** By what records are sealed: a trail of the same goes on when the rest changes. */
  String log() {
    return "sealed by " + key + (encryptTo == null ? "" : ", encrypted to " + encryptTo);
  }

  /** Where checkpoints go as well; empty if nowhere. */
  public String exports() {
    return (export == null ? "" : ", checkpoints to " + export)
        + (webhook == null ? "" : ", checkpoints to " + webhook);
  }

  @Override
  public String toString() {
    return log() + ", every " + checkpointMillis + " ms" + exports();
  }
}
