package io.bartizan.cli;

import io.bartizan.policy.learn.Observation;
import io.bartizan.policy.learn.Party;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a record is worth to somebody who learns: a request that went well, one that was refused, or
 * neither. Well is what the policy permitted, or would have if it had had a rule, and the
 * application answered without an error.
 */
final class Observed {

  private static final int REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private Observed() {}

  /** Why nothing is learned from it; null if something is. */
  static @Nullable String why(Recorded recorded) {
    if (recorded.credentialRefused()) {
      return "a credential that was refused";
    }
    String outcome = String.valueOf(recorded.text("unmapped", "outcome"));
    if (outcome.equals("REFUSED")) {
      return "refused";
    }
    if (!recorded.permitted() && !lacksRule(recorded)) {
      return "observed, and not for lack of a rule only";
    }
    if (recorded.has("unmapped", "open")) {
      return "still under way, and recorded again at the end";
    }
    if (recorded.has("unmapped", "notes")) {
      return "permitted, but something within was refused";
    }
    if (recorded.text("http_request", "url", "path") == null
        || recorded.text("http_request", "http_method") == null
        || recorded.text("http_request", "url", "hostname") == null) {
      return "no method, path or host is recorded";
    }
    return status(recorded);
  }

  private static @Nullable String status(Recorded recorded) {
    int status = number(recorded.text("http_response", "code"));
    if (status == 0) {
      return "no status is recorded";
    }
    if (status >= SERVER_ERROR) {
      return "the application failed (5xx)";
    }
    if (status >= CLIENT_ERROR) {
      return "the application refused it or had no such thing (4xx)";
    }
    // Whoever lacks a session is sent to log in, wherever they go.
    return status >= REDIRECT && status != NOT_MODIFIED && recorded.subject() == null
        ? "a redirect without a credential, perhaps to log in"
        : null;
  }

  /** Whether it entered only because nothing is refused, and only a rule was missing. */
  private static boolean lacksRule(Recorded recorded) {
    return "OBSERVED".equals(recorded.text("unmapped", "outcome"))
        && recorded.rule() == null
        && recorded.reason().startsWith("no rule");
  }

  /** Whether rules refused it, or would have if they had been in force. */
  static boolean refused(Recorded recorded) {
    return !recorded.credentialRefused()
        && !recorded.permitted()
        && recorded.byRules()
        && !lacksRule(recorded);
  }

  /** As what somebody came. */
  static Party party(Recorded recorded) {
    return recorded.subject() == null
        ? Party.anonymous()
        : Party.principal(recorded.roles(), recorded.client());
  }

  /** What was seen; only where {@link #why} is null. */
  static Observation of(Recorded recorded) {
    String subject = recorded.subject();
    return new Observation(
        String.valueOf(recorded.text("http_request", "http_method")),
        String.valueOf(recorded.text("http_request", "url", "path")),
        recorded.text("unmapped", "route"),
        recorded.text("unmapped", "operation"),
        String.valueOf(recorded.text("http_request", "url", "hostname")).toLowerCase(Locale.ROOT),
        number(recorded.text("dst_endpoint", "port")),
        party(recorded),
        subject == null ? String.valueOf(recorded.text("src_endpoint", "ip")) : subject,
        time(recorded.text("time")));
  }

  static int number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static long time(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
  }
}
