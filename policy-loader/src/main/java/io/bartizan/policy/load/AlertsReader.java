package io.bartizan.policy.load;

import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertKind.Severity;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Alerts;
import io.bartizan.policy.Alerts.Threshold;
import io.bartizan.policy.Syslog;
import io.bartizan.policy.Webhook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sections {@code audit.alerts} and {@code audit.detect}. */
final class AlertsReader {

  /** A sink has a thread of its own, or two. */
  private static final int MAX_SINKS = 8;

  private static final int MIN_COUNT = 2;
  private static final int MAX_COUNT = 100_000;
  private static final long MAX_PERIOD_NANOS = TimeUnit.DAYS.toNanos(1);

  private static final String[] KEYS = {
    "webhook", "hmac", "httpSignature", "trust", "syslog", "command", "on"
  };

  private final Path policy;
  private final Problems problems;
  private final Set<String> ways = new HashSet<>();

  AlertsReader(Path policy, Problems problems) {
    this.policy = policy;
    this.problems = problems;
  }

  /** Reads both; null if there is neither. */
  @Nullable Alerts read(Fields audit) {
    Tree detect = audit.get("detect");
    if (audit.get("alerts") == null && detect == null) {
      return null;
    }
    List<AlertSink> sinks = new ArrayList<>();
    for (Tree item : audit.items("alerts")) {
      AlertSink sink = sink(item);
      if (sink != null && !ways.add(sink.toString())) {
        problems.add(Code.BZ1016, item, "a second sink is the same: " + sink, "put them together");
      } else if (sink != null) {
        sinks.add(sink);
      }
    }
    Tree alerts = audit.get("alerts");
    if (alerts != null && sinks.size() > MAX_SINKS) {
      problems.add(
          Code.BZ1076,
          alerts,
          "more than " + MAX_SINKS + " sinks",
          "let one receiver pass alerts on");
    }
    return detect(sinks, detect);
  }

  private Alerts detect(List<AlertSink> sinks, @Nullable Tree tree) {
    String[] keys = {"refusalBurst", "credentialStuffing", "administrators", "severity"};
    Fields detect = Fields.of(tree, "audit.detect", problems, keys);
    if (detect == null) {
      return new Alerts(sinks, Alerts.REFUSALS, Alerts.CREDENTIALS, Alerts.ADMINISTRATORS);
    }
    Set<String> roles = new LinkedHashSet<>();
    detect.texts("administrators").forEach(role -> roles.add(role.text));
    return new Alerts(
            sinks,
            threshold(detect.text("refusalBurst"), Alerts.REFUSALS),
            threshold(detect.text("credentialStuffing"), Alerts.CREDENTIALS),
            detect.get("administrators") == null ? Alerts.ADMINISTRATORS : roles)
        .rated(severities(detect.get("severity")));
  }

  private Map<AlertKind, Severity> severities(@Nullable Tree tree) {
    Map<AlertKind, Severity> all = new EnumMap<>(AlertKind.class);
    String[] kinds = AlertKind.words().toArray(new String[0]);
    Fields named = Fields.of(tree, "audit.detect.severity", problems, kinds);
    for (AlertKind kind : AlertKind.values()) {
      Tree.Scalar word = named == null ? null : named.text(kind.word());
      if (word != null) {
        all.put(kind, severity(word, kind));
      }
    }
    return all;
  }

  private Severity severity(Tree.Scalar word, AlertKind kind) {
    List<String> known = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(word.text)) {
        return severity;
      }
      known.add(severity.word());
    }
    problems.add(
        Code.BZ1077,
        word,
        "'" + word.text + "' is no severity of an alert",
        Suggestion.among(word.text, known.toArray(new String[0])));
    return kind.severity();
  }

  private Threshold threshold(Tree.@Nullable Scalar rate, Threshold otherwise) {
    if (rate == null) {
      return otherwise;
    }
    long[] read = Limits.rate(rate.text);
    if (read == null || read[0] < MIN_COUNT || read[0] > MAX_COUNT || read[1] > MAX_PERIOD_NANOS) {
      problems.add(
          Code.BZ1076,
          rate,
          "'" + rate.text + "' is no threshold",
          "write how many, 2 to 100000, and within what time, up to 1d: 30/1m, 500/1h");
      return otherwise;
    }
    return new Threshold((int) read[0], read[1]);
  }

  private @Nullable AlertSink sink(Tree item) {
    Fields fields = Fields.of(item, "an entry of 'alerts'", problems, KEYS);
    if (fields == null) {
      return null;
    }
    int named = 0;
    for (String way : new String[] {"webhook", "syslog", "command"}) {
      named += fields.get(way) == null ? 0 : 1;
    }
    if (named != 1) {
      problems.add(
          Code.BZ1076,
          item,
          "an alert goes one way, and here " + (named == 0 ? "is none" : "are " + named),
          "write one of webhook, syslog and command in each entry");
      return null;
    }
    Set<AlertKind> on = kinds(fields);
    if (fields.get("webhook") != null) {
      Webhook webhook = WebhookReader.read(fields, policy, problems);
      return webhook == null ? null : AlertSink.to(webhook, on);
    }
    for (String key : WebhookReader.KEYS) {
      Tree stray = fields.get(key);
      if (stray != null) {
        problems.add(Code.BZ1076, stray, "'" + key + "' is said of a webhook", "leave it out");
      }
    }
    Tree syslog = fields.get("syslog");
    if (syslog != null) {
      Syslog server = SyslogReader.read(syslog, policy, problems);
      return server == null ? null : AlertSink.to(server, on);
    }
    List<String> command = new ArrayList<>();
    for (Tree word : fields.items("command")) {
      Tree.Scalar text = fields.scalar(word, "each entry of 'command'");
      if (text != null) {
        command.add(text.text);
      }
    }
    if (command.isEmpty() || command.get(0).isEmpty()) {
      problems.add(
          Code.BZ1076,
          item,
          "a command is a list: the program, then its arguments",
          "write command: [/usr/local/bin/page, oncall]; no shell reads it");
      return null;
    }
    return AlertSink.to(command, on);
  }

  /** All but what rings wherever people move between networks, unless they are named. */
  private Set<AlertKind> kinds(Fields fields) {
    Set<AlertKind> on = EnumSet.noneOf(AlertKind.class);
    for (Tree.Scalar word : fields.texts("on")) {
      AlertKind kind = AlertKind.of(word.text);
      if (kind == null) {
        problems.add(
            Code.BZ1010,
            word,
            "'" + word.text + "' is no kind of alert",
            Suggestion.among(word.text, AlertKind.words().toArray(new String[0])));
      } else {
        on.add(kind);
      }
    }
    return on.isEmpty() ? EnumSet.complementOf(EnumSet.of(AlertKind.TOKEN_SHARED)) : on;
  }
}
