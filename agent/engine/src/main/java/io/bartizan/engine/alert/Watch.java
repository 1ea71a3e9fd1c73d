package io.bartizan.engine.alert;

import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Alerts;
import io.bartizan.policy.Policy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is watched for and where it is told, as one policy has it. */
final class Watch {

  /** What the name of that file ends with, after the trail's own. */
  private static final String KNOWN = ".administrators";

  final Alerts policy;
  final String service;
  final String mode;
  final String digest;
  final String[] administrators;

  /** By what administrators stay known over a restart; null where the trail is no file. */
  final @Nullable Path knownIn;

  final Map<AlertSink, Outlet> outlets;

  /** The kinds that somebody wants to hear of; where alerts go nowhere, all that are usual. */
  final Set<AlertKind> on;

  Watch(Policy whole, Alerts policy, Map<AlertSink, Outlet> outlets) {
    this.policy = policy;
    this.service = whole.application();
    this.mode = whole.mode().name().toLowerCase(Locale.ROOT);
    this.digest = whole.digest();
    Path trail = whole.audit().file();
    this.knownIn = trail == null ? null : trail.resolveSibling(trail.getFileName() + KNOWN);
    this.outlets = new LinkedHashMap<>(outlets);
    this.on = EnumSet.noneOf(AlertKind.class);
    for (AlertSink sink : policy.sinks()) {
      on.addAll(sink.on());
    }
    if (on.isEmpty()) {
      on.addAll(EnumSet.complementOf(EnumSet.of(AlertKind.TOKEN_SHARED)));
    }
    this.administrators =
        on.contains(AlertKind.NEW_ADMINISTRATOR)
            ? policy.administrators().toArray(new String[0])
            : new String[0];
  }
}
