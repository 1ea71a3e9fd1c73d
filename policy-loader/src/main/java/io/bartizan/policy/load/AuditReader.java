package io.bartizan.policy.load;

import io.bartizan.policy.Alerts;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.HashKey;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Seal;
import io.bartizan.policy.Syslog;
import io.bartizan.policy.Webhook;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code audit}. */
final class AuditReader {

  private static final String DEFAULT_FILE = "bartizan-audit.ndjson";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,3})(ms|s|m)");

  /** A record that no checkpoint covers is held by its chain only: not longer than this. */
  private static final long MAX_CHECKPOINT_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long MIN_CHECKPOINT_MILLIS = 100;
  private static final long DEFAULT_CHECKPOINT_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Path policy;
  private final List<Rule> rules;
  private final List<Issuer> issuers;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param rules whose paths hold variables that may be masked
   * @param issuers whose roles claims may be
   */
  AuditReader(Path policy, List<Rule> rules, List<Issuer> issuers, Problems problems) {
    this.policy = policy;
    this.rules = rules;
    this.issuers = issuers;
    this.problems = problems;
  }

  /** Reads the section; null if there is a problem, which is told then. */
  @Nullable AuditSink read(@Nullable Tree tree) {
    Fields audit =
        tree == null
            ? null
            : Fields.of(
                tree,
                "audit",
                problems,
                "file",
                "durability",
                "seal",
                "trace",
                "format",
                "syslog",
                "hashKey",
                "mask",
                "rotate",
                "alerts",
                "detect");
    Tree.Scalar name = audit == null ? null : audit.text("file");
    AuditSink sink = sink(name == null ? DEFAULT_FILE : name.text, name);
    boolean synced =
        audit != null && either(audit.text("durability"), "a trail", "buffered", "fsync");
    boolean forwards = audit != null && either(audit.text("trace"), "a trace", "record", "forward");
    Tree sealed = audit == null ? null : audit.get("seal");
    if (sink == null) {
      return null;
    }
    Seal seal = sealed == null ? null : seal(sealed);
    if (sealed != null && sink.file() == null) {
      problems.add(
          Code.BZ1010,
          sealed,
          "a trail on " + sink + " can't be sealed",
          "name a file in audit.file; what a stream has taken can't be read again after a crash");
      return null;
    }
    if (sealed != null && seal == null) {
      return null;
    }
    AuditSink whole = new AuditSink(sink.kind(), sink.file(), seal, synced);
    whole = forwards ? whole.forwardingTrace() : whole;
    return audit == null ? whole : inSyslog(alerting(whole, audit), audit);
  }

  private AuditSink alerting(AuditSink sink, Fields audit) {
    Alerts alerts = new AlertsReader(policy, problems).read(audit);
    return alerts == null ? sink : sink.alerting(alerts);
  }

  private @Nullable AuditSink inSyslog(AuditSink sink, Fields audit) {
    AuditSink whole = sink;
    Tree copied = audit.get("syslog");
    if (copied != null) {
      Seal seal = sink.seal();
      boolean encrypted = seal != null && seal.encryptTo() != null;
      Syslog server = SyslogReader.readCopy(copied, encrypted, policy, problems);
      if (server == null) {
        return null;
      }
      whole = whole.copiedTo(server);
    }
    HashKey hashKey = hashKey(audit.get("hashKey"));
    whole = hashKey == null ? whole : whole.namingBy(hashKey);
    if (audit.get("mask") != null) {
      whole = whole.masking(new MaskReader(rules, issuers, problems).read(audit.texts("mask")));
    }
    Tree rotated = audit.get("rotate");
    if (rotated != null && sink.file() == null) {
      problems.add(
          Code.BZ1073,
          rotated,
          "a trail on " + sink + " is no file that could be left for a new one",
          "name a file in audit.file, or leave that to whoever collects the stream");
      return null;
    }
    whole = rotated == null ? whole : whole.rotating(new RotationReader(problems).read(rotated));
    Tree.Scalar format = audit.text("format");
    if (format == null || !either(format, "the format of a trail", "ocsf", "syslog")) {
      return whole;
    }
    if (whole.seal() != null) {
      problems.add(
          Code.BZ1010,
          format,
          "a sealed trail can't be in syslog messages",
          "leave format out; audit.syslog sends a copy in that form");
      return null;
    }
    return whole.inSyslogFormat();
  }

  /** A path, or a mapping that names a variable; null if there is neither, or a problem. */
  private @Nullable HashKey hashKey(@Nullable Tree tree) {
    if (tree == null) {
      return null;
    }
    if (tree instanceof Tree.Scalar && !((Tree.Scalar) tree).nothing()) {
      Path file = path((Tree.Scalar) tree);
      return file == null ? null : HashKey.inFile(file);
    }
    Fields fields = Fields.of(tree, "audit.hashKey", problems, "env");
    Tree.Scalar name = fields == null ? null : fields.requiredText("env", "audit.hashKey");
    if (name != null && !VARIABLE.matcher(name.text).matches()) {
      problems.add(
          Code.BZ1010,
          name,
          "'" + name.text + "' is no name of a variable",
          "write the name alone, as in hashKey: {env: AUDIT_HASH_KEY}");
      return null;
    }
    return name == null ? null : HashKey.inVariable(name.text);
  }

  /** Whether the second of two words is said; the first is meant where none is. */
  private boolean either(Tree.@Nullable Scalar word, String what, String first, String second) {
    if (word == null) {
      return false;
    }
    if (!word.text.equals(first) && !word.text.equals(second)) {
      problems.add(
          Code.BZ1010,
          word,
          "'" + word.text + "' can't be said of " + what,
          Suggestion.among(word.text, first, second));
    }
    return word.text.equals(second);
  }

  private @Nullable AuditSink sink(String name, Tree.@Nullable Scalar at) {
    if (name.equals("stdout")) {
      return new AuditSink(AuditSink.Kind.STDOUT, null);
    }
    if (name.equals("stderr")) {
      return new AuditSink(AuditSink.Kind.STDERR, null);
    }
    Path path = PolicyReader.resolve(policy, name, at, problems);
    return path == null ? null : new AuditSink(AuditSink.Kind.FILE, path);
  }

  private @Nullable Seal seal(Tree tree) {
    Fields fields =
        Fields.of(tree, "audit.seal", problems, "key", "encryptTo", "checkpoint", "export");
    if (fields == null) {
      return null;
    }
    Path key = path(fields.requiredText("key", "audit.seal"));
    Path encryptTo = path(fields.text("encryptTo"));
    long checkpoint = checkpoint(fields.text("checkpoint"));
    Tree export = fields.get("export");
    if (export instanceof Tree.Mapping) {
      Webhook webhook = webhook(export);
      return key == null || webhook == null
          ? null
          : new Seal(key, encryptTo, checkpoint, null).tellingTo(webhook);
    }
    Tree.Scalar named = fields.text("export");
    AuditSink exported = named == null ? null : sink(named.text, named);
    return key == null ? null : new Seal(key, encryptTo, checkpoint, exported);
  }

  private @Nullable Webhook webhook(Tree export) {
    Fields fields =
        Fields.of(export, "audit.seal.export", problems, WebhookReader.KEYS.toArray(new String[0]));
    return fields == null ? null : WebhookReader.read(fields, policy, problems);
  }

  private @Nullable Path path(Tree.@Nullable Scalar text) {
    return text == null ? null : PolicyReader.resolve(policy, text.text, text, problems);
  }

  private long checkpoint(Tree.@Nullable Scalar time) {
    if (time == null) {
      return DEFAULT_CHECKPOINT_MILLIS;
    }
    Matcher parts = TIME.matcher(time.text);
    long millis = parts.matches() ? millis(parts) : 0;
    if (millis < MIN_CHECKPOINT_MILLIS || millis > MAX_CHECKPOINT_MILLIS) {
      problems.add(
          Code.BZ1010,
          time,
          "'" + time.text + "' is no time between two checkpoints",
          "write 100ms to 10m: 500ms, 10s, 1m");
    }
    return millis;
  }

  private static long millis(Matcher parts) {
    long number = Long.parseLong(String.valueOf(parts.group(1)));
    switch (String.valueOf(parts.group(2))) {
      case "ms":
        return number;
      case "s":
        return TimeUnit.SECONDS.toMillis(number);
      default:
        return TimeUnit.MINUTES.toMillis(number);
    }
  }
}
