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
  private final boolean forwardsTrace;
  private final boolean syslogFormat;
  private final @Nullable Syslog syslog;
  private final @Nullable HashKey hashKey;
  private final Mask mask;
  private final Rotation rotation;
  private final @Nullable Alerts alerts;

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
    this(kind, file, seal, synced, false, false, null, null, Mask.NONE, Rotation.NONE, null);
  }

  private AuditSink(
      Kind kind,
      @Nullable Path file,
      @Nullable Seal seal,
      boolean synced,
      boolean forwardsTrace,
      boolean syslogFormat,
      @Nullable Syslog syslog,
      @Nullable HashKey hashKey,
      Mask mask,
      Rotation rotation,
      @Nullable Alerts alerts) {
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
    this.forwardsTrace = forwardsTrace;
    this.syslogFormat = syslogFormat;
    this.syslog = syslog;
    this.hashKey = hashKey;
    this.mask = mask;
    this.rotation = rotation;
    this.alerts = alerts;
  }

  /** The same with applications told the trace and the decision of each request. */
  public AuditSink forwardingTrace() {
    return new AuditSink(
        kind, file, seal, synced, true, syslogFormat, syslog, hashKey, mask, rotation, alerts);
  }

  /**
   * The same with each record in a syslog message.
   *
   * @throws IllegalArgumentException if the trail is sealed: the seal knows records only as JSON
   */
  public AuditSink inSyslogFormat() {
    if (seal != null) {
      throw new IllegalArgumentException("a sealed trail has a format of its own");
    }
    return new AuditSink(
        kind, file, null, synced, forwardsTrace, true, syslog, hashKey, mask, rotation, alerts);
  }

  /** The same with a copy of the trail to a syslog server. */
  public AuditSink copiedTo(Syslog server) {
    return new AuditSink(
        kind,
        file,
        seal,
        synced,
        forwardsTrace,
        syslogFormat,
        server,
        hashKey,
        mask,
        rotation,
        alerts);
  }

  /** The same with credentials named by a key that other services may have as well. */
  public AuditSink namingBy(HashKey key) {
    return new AuditSink(
        kind, file, seal, synced, forwardsTrace, syslogFormat, syslog, key, mask, rotation, alerts);
  }

  /** The same with what it must not tell. */
  public AuditSink masking(Mask hidden) {
    return new AuditSink(
        kind,
        file,
        seal,
        synced,
        forwardsTrace,
        syslogFormat,
        syslog,
        hashKey,
        hidden,
        rotation,
        alerts);
  }

  /** The same in a file that is left for a new one now and then. */
  public AuditSink rotating(Rotation how) {
    return new AuditSink(
        kind, file, seal, synced, forwardsTrace, syslogFormat, syslog, hashKey, mask, how, alerts);
  }

  /** The same with alerts. */
  public AuditSink alerting(Alerts of) {
    return new AuditSink(
        kind, file, seal, synced, forwardsTrace, syslogFormat, syslog, hashKey, mask, rotation, of);
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

  /** Whether applications are told the trace and the decision of each request (audit.trace). */
  public boolean forwardsTrace() {
    return forwardsTrace;
  }

  /** Whether each record stands in a syslog message (audit.format). */
  public boolean syslogFormat() {
    return syslogFormat;
  }

  /** The syslog server that gets a copy (audit.syslog); null if none does. */
  public @Nullable Syslog syslog() {
    return syslog;
  }

  /** By what credentials are named (audit.hashKey); null if by a key of each process. */
  public @Nullable HashKey hashKey() {
    return hashKey;
  }

  /** What it must not tell (audit.mask). */
  public Mask mask() {
    return mask;
  }

  /** When it goes on in a new file (audit.rotate); how does not make it another trail. */
  public Rotation rotation() {
    return rotation;
  }

  /** What alerts there are (audit.alerts); null if there are none. */
  public @Nullable Alerts alerts() {
    return alerts;
  }

  /**
   * Whether it is the same trail: what its records are and where they stand. When it rotates, where
   * its checkpoints go and how often they come can change while it is written.
   */
  public boolean sameTrail(AuditSink other) {
    return told(seal == null ? "" : seal.log())
        .equals(other.told(other.seal == null ? "" : other.seal.log()));
  }

  /** Where it goes and how it is written. */
  @Override
  public String toString() {
    return told(seal == null ? "" : seal.toString());
  }

  private String told(String sealed) {
    String place = file == null ? kind.name().toLowerCase(java.util.Locale.ROOT) : file.toString();
    String format = syslogFormat ? place + ", as syslog messages" : place;
    String synchronous = synced ? format + ", each batch synced" : format;
    String whole = sealed.isEmpty() ? synchronous : synchronous + " (" + sealed + ")";
    return syslog == null ? whole : whole + ", copied to " + syslog;
  }
}
