package io.bartizan.desk.trail;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of an audit trail, as far as an investigator asks for it. Values are as they were
 * recorded; they may be anybody's, so print them by {@link Shown} only.
 */
public final class TrailRecord {

  /** OCSF class of a request. */
  public static final int REQUEST = 6003;

  /** OCSF class of a request whose credential was refused. */
  public static final int CREDENTIAL = 3002;

  /** OCSF class of what befell the policy, its keys, the clock, the protection or the trail. */
  public static final int LIFECYCLE = 6002;

  long time;
  int kind;
  long count;
  int status;
  long latency = -1;
  long bytes = -1;
  long sequence;
  boolean open;
  boolean failure;
  boolean sealed;
  String activity = "";
  String reason = "";
  String outcome = "";
  List<String> roles = Collections.emptyList();
  byte[] line = {};
  @Nullable String id;
  @Nullable String trail;
  @Nullable String rule;
  @Nullable String policy;
  @Nullable String principal;
  @Nullable String issuer;
  @Nullable String token;
  @Nullable String client;
  @Nullable String service;
  @Nullable String method;
  @Nullable String path;
  @Nullable String host;
  @Nullable String agent;
  @Nullable String trace;
  @Nullable String handler;
  @Nullable String route;
  @Nullable String finding;

  TrailRecord() {}

  /** When it was decided, in milliseconds since the epoch, by the writer's wall clock. */
  public long time() {
    return time;
  }

  /** The OCSF class, such as {@link #REQUEST}; 0 if the record has none. */
  public int kind() {
    return kind;
  }

  /** Whether it is of a request, let in or not. */
  public boolean request() {
    return kind == REQUEST || kind == CREDENTIAL;
  }

  /** How many alike it stands for; 1 of most. */
  public long count() {
    return Math.max(count, 1);
  }

  /** How many of what it tells of there were, as recorded; 0 where it says nothing. */
  public long told() {
    return count;
  }

  /** The response's status; 0 if unknown. */
  public int status() {
    return status;
  }

  /** In milliseconds; -1 if unknown. */
  public long latency() {
    return latency;
  }

  /** Bytes of the response's body; -1 if unknown. */
  public long bytes() {
    return bytes;
  }

  /** Its number in its trail, from 1; 0 if it has none. */
  public long sequence() {
    return sequence;
  }

  /** Whether the request went on after this record, and has another. */
  public boolean open() {
    return open;
  }

  /** Whether what it tells of failed (OCSF {@code status_id} 2). */
  public boolean failure() {
    return failure;
  }

  /** Whether it carries the mark of a seal; {@code verify} says whether the seal is intact. */
  public boolean sealed() {
    return sealed;
  }

  /** The name of the activity, such as {@code Read}; may be empty. */
  public String activity() {
    return activity;
  }

  /** Why it was decided so, or what befell; may be empty. */
  public String reason() {
    return reason;
  }

  /** Whether it entered the application by a permit. */
  public boolean permitted() {
    return outcome.equals("PERMITTED");
  }

  /** Whether it was answered in the application's place. */
  public boolean refused() {
    return outcome.equals("REFUSED");
  }

  /** {@code PERMITTED}, {@code REFUSED} or {@code OBSERVED}; empty of what is no request. */
  public String outcome() {
    return outcome;
  }

  /** Whether a limit refused it (RFC 6585, section 4). */
  public boolean throttled() {
    return refused() && status == 429;
  }

  /** Whether this agent asked its own server whether it is refused. */
  public boolean canary() {
    return reason.equals("start-up canary");
  }

  /** The principal's roles, in the order recorded. */
  public List<String> roles() {
    return roles;
  }

  /** The line as it stands in the log, without its line feed; not a copy. */
  public byte[] line() {
    return line;
  }

  /** The decision's id. */
  public @Nullable String id() {
    return id;
  }

  /** The trail that {@link #sequence} counts in. */
  public @Nullable String trail() {
    return trail;
  }

  /** The rule that decided. */
  public @Nullable String rule() {
    return rule;
  }

  /** The digest of the policy that decided. */
  public @Nullable String policy() {
    return policy;
  }

  /** The subject; null of the anonymous. */
  public @Nullable String principal() {
    return principal;
  }

  /** Who issued the principal's token. */
  public @Nullable String issuer() {
    return issuer;
  }

  /** The keyed hash of the credential. */
  public @Nullable String token() {
    return token;
  }

  /** The client's address. */
  public @Nullable String client() {
    return client;
  }

  /** The protected application. */
  public @Nullable String service() {
    return service;
  }

  /** The method. */
  public @Nullable String method() {
    return method;
  }

  /** The path, without query. */
  public @Nullable String path() {
    return path;
  }

  /** The host asked for. */
  public @Nullable String host() {
    return host;
  }

  /** The user agent. */
  public @Nullable String agent() {
    return agent;
  }

  /** The W3C trace id. */
  public @Nullable String trace() {
    return trace;
  }

  /** The handler that a framework chose. */
  public @Nullable String handler() {
    return handler;
  }

  /** What kind of finding it is (OCSF 2004); null of what is none. */
  public @Nullable String finding() {
    return finding;
  }

  /** The route template that a framework told; null where none did. */
  public @Nullable String route() {
    return route;
  }
}
