package io.bartizan.engine.audit;

import io.bartizan.engine.audit.seal.SealedLog;
import io.bartizan.policy.AlertKind.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of the audit trail. A final value, put together by {@link Builder}.
 *
 * <p>Values are cut when it is made, not only when it is encoded: what waits in the queue while a
 * disk is slow must not be as large as a client makes it.
 */
public final class AuditEvent {

  /** Bounds on single values, in characters, so that a line stays well below 16 KiB. */
  static final int MAX_PATH = 2048;

  static final int MAX_VALUE = 512;

  /** What became of a request. */
  public enum Outcome {
    /** It entered the application by a permit. */
    PERMITTED,
    /** It was answered in the application's place. */
    REFUSED,
    /** It entered the application because the policy only observes. */
    OBSERVED
  }

  /** What an event tells of. */
  public enum Kind {
    /** A request. */
    REQUEST,
    /** A change of the policy file. */
    POLICY,
    /** A jump of the wall clock. */
    CLOCK,
    /** Tokens that were taken back before they expire, or an attempt to. */
    REVOCATION,
    /** Keys that tokens are verified by: others, none to be had, or to be had again. */
    KEYS,
    /** Whether the agent runs as its policy file says has changed. */
    HEALTH,
    /** What was not sent to the syslog server that gets a copy. */
    SYSLOG,
    /** What became of alerts that waited for a way that the policy no longer names. */
    ALERTS,
    /** Something listens that is not protected, or only in part. */
    COVERAGE,
    /** Something was detected that somebody should look at. */
    FINDING,
    /** Something that befell the trail itself, such as records that found no place. */
    TRAIL
  }

  private final Kind kind;
  private final long count;
  private final long sinceMillis;
  private final @Nullable String alike;
  private final @Nullable Detected finding;
  private final long timeMillis;
  private final String decisionId;
  private final Outcome outcome;
  private final String reason;
  private final @Nullable String rule;
  private final boolean credentialRefused;
  private final @Nullable String policyDigest;
  private final String mode;
  private final @Nullable String application;
  private final @Nullable String principalId;
  private final @Nullable String issuer;
  private final @Nullable String clientId;
  private final Collection<String> roles;
  private final @Nullable String tokenHash;
  private final @Nullable String clientAddress;
  private final int clientPort;
  private final @Nullable String peerAddress;
  private final @Nullable String method;
  private final @Nullable String path;
  private final @Nullable String query;
  private final Map<String, String> headers;
  private final @Nullable String host;
  private final int localPort;
  private final @Nullable String scheme;
  private final @Nullable String protocol;
  private final @Nullable String userAgent;
  private final @Nullable String server;
  private final int status;
  private final long latencyNanos;
  private final long bytesSent;
  private final @Nullable String traceId;
  private final @Nullable String spanId;
  private final @Nullable String ownSpanId;
  private final @Nullable String callerDecision;
  private final List<String> notes;
  private final boolean open;
  private final @Nullable String handler;
  private final @Nullable String route;
  private final @Nullable String operation;

  private AuditEvent(Builder from) {
    this.kind = from.kind;
    this.count = from.count;
    this.sinceMillis = from.sinceMillis;
    this.alike = from.alike;
    this.finding = from.finding;
    this.timeMillis = from.timeMillis;
    this.decisionId = from.decisionId;
    this.outcome = from.outcome;
    this.reason = shortened(from.reason, MAX_VALUE);
    this.rule = cut(from.rule, MAX_VALUE);
    this.credentialRefused = from.credentialRefused;
    this.policyDigest = from.policyDigest;
    this.mode = from.mode;
    this.application = from.application;
    this.principalId = cut(from.principalId, MAX_VALUE);
    this.issuer = cut(from.issuer, MAX_VALUE);
    this.clientId = cut(from.clientId, MAX_VALUE);
    this.roles = from.roles;
    this.tokenHash = from.tokenHash;
    this.clientAddress = cut(from.clientAddress, MAX_VALUE);
    this.clientPort = from.clientPort;
    this.peerAddress = cut(from.peerAddress, MAX_VALUE);
    this.method = cut(from.method, MAX_VALUE);
    this.path = cut(from.path, MAX_PATH);
    this.query = cut(from.query, MAX_PATH);
    this.headers = shortened(from.headers);
    this.host = cut(from.host, MAX_VALUE);
    this.localPort = from.localPort;
    this.scheme = from.scheme;
    this.protocol = cut(from.protocol, MAX_VALUE);
    this.userAgent = cut(from.userAgent, MAX_VALUE);
    this.server = from.server;
    this.status = from.status;
    this.latencyNanos = from.latencyNanos;
    this.bytesSent = from.bytesSent;
    this.traceId = from.traceId;
    this.spanId = from.spanId;
    this.ownSpanId = from.ownSpanId;
    this.callerDecision = from.callerDecision;
    this.notes = shortened(from.notes);
    this.open = from.open;
    this.handler = cut(from.handler, MAX_VALUE);
    this.route = cut(from.route, MAX_VALUE);
    this.operation = cut(from.operation, MAX_VALUE);
  }

  /** Wall-clock time of the decision, in milliseconds since the epoch. */
  public long timeMillis() {
    return timeMillis;
  }

  /** The decision's id, as the client was told it. */
  public String decisionId() {
    return decisionId;
  }

  /** What became of the request. */
  public Outcome outcome() {
    return outcome;
  }

  /** Why, in words for people and filters. */
  public String reason() {
    return reason;
  }

  /** The name of the rule that decided; null where none did. */
  public @Nullable String rule() {
    return rule;
  }

  /** Whether the credential itself was refused. */
  public boolean credentialRefused() {
    return credentialRefused;
  }

  /** The digest of the policy that decided. */
  public @Nullable String policyDigest() {
    return policyDigest;
  }

  /** {@code enforce} or {@code observe}. */
  public String mode() {
    return mode;
  }

  /** The protected application's name. */
  public @Nullable String application() {
    return application;
  }

  /** The principal's id; null for the anonymous. */
  public @Nullable String principalId() {
    return principalId;
  }

  /** The issuer of the principal's token. */
  public @Nullable String issuer() {
    return issuer;
  }

  /** The client that the token was issued to. */
  public @Nullable String clientId() {
    return clientId;
  }

  /** The roles of the token; may be empty. */
  public Collection<String> roles() {
    return roles;
  }

  /** A keyed hash of the token. */
  public @Nullable String tokenHash() {
    return tokenHash;
  }

  /** The client's address, forwarding by trusted proxies resolved. */
  public @Nullable String clientAddress() {
    return clientAddress;
  }

  /** The port of the socket's peer; 0 if unknown. */
  public int clientPort() {
    return clientPort;
  }

  /** The address of the socket's peer. */
  public @Nullable String peerAddress() {
    return peerAddress;
  }

  /** The request method as sent. */
  public @Nullable String method() {
    return method;
  }

  /** The path, without query. */
  public @Nullable String path() {
    return path;
  }

  /** The query, without what may be secret; null unless the rule's requests are told in full. */
  public @Nullable String query() {
    return query;
  }

  /** Headers by name; empty unless the rule's requests are told in full. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The host asked for. */
  public @Nullable String host() {
    return host;
  }

  /** The port of the listening socket; 0 if unknown. */
  public int localPort() {
    return localPort;
  }

  /** {@code http} or {@code https}. */
  public @Nullable String scheme() {
    return scheme;
  }

  /** The protocol, such as {@code HTTP/1.1}. */
  public @Nullable String protocol() {
    return protocol;
  }

  /** The {@code User-Agent} header. */
  public @Nullable String userAgent() {
    return userAgent;
  }

  /** The container and its version. */
  public @Nullable String server() {
    return server;
  }

  /** The response's status; 0 if unknown. */
  public int status() {
    return status;
  }

  /** From the decision's start to the record, in nanoseconds. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** Bytes of the response body; -1 if unknown. */
  public long bytesSent() {
    return bytesSent;
  }

  /** The W3C trace id, the caller's or one that begins here; null where none is known. */
  public @Nullable String traceId() {
    return traceId;
  }

  /** The caller's W3C span id; null without a valid one. */
  public @Nullable String spanId() {
    return spanId;
  }

  /** The request's own W3C span id, if the application was told it. */
  public @Nullable String ownSpanId() {
    return ownSpanId;
  }

  /** The decision by which the caller's own request was permitted, as the caller claims. */
  public @Nullable String callerDecision() {
    return callerDecision;
  }

  /** What else happened to the request; may be empty. */
  public List<String> notes() {
    return notes;
  }

  /** Whether the request goes on after this record. */
  public boolean open() {
    return open;
  }

  /** The handler that a framework chose ({@code com.acme.Orders#get}); null where unknown. */
  public @Nullable String handler() {
    return handler;
  }

  /** The route template that it was chosen by; null where unknown. */
  public @Nullable String route() {
    return route;
  }

  /** The SOAP operation that it was invoked for; null where there was none. */
  public @Nullable String operation() {
    return operation;
  }

  /** What the event tells of. */
  public Kind kind() {
    return kind;
  }

  /** How many of what it tells of there were; 0 where that is no question. */
  public long count() {
    return count;
  }

  /** When the first of them may have been, in milliseconds since the epoch; 0 if not counted. */
  public long sinceMillis() {
    return sinceMillis;
  }

  /** What refusals that are counted together have in common; null for a single event. */
  public @Nullable String alike() {
    return alike;
  }

  /** What kind of finding it is; null for other events. */
  public @Nullable String finding() {
    return finding == null ? null : finding.type;
  }

  /** How bad a finding is; null for other events. */
  @Nullable Severity severity() {
    return finding == null || kind != Kind.FINDING ? null : finding.severity;
  }

  /** Whether the trail says of itself that somebody else may have written to it. */
  public boolean tampering() {
    return kind == Kind.TRAIL && reason.startsWith(SealedLog.TAMPERING);
  }

  /** The event without what came from outside, for an event that can't be encoded whole. */
  AuditEvent bare() {
    return new Builder()
        .kind(kind)
        .decisionId(decisionId)
        .timeMillis(timeMillis)
        .outcome(outcome)
        .reason("record incomplete: the request could not be described")
        .policyDigest(policyDigest)
        .mode(mode)
        .status(status)
        .latencyNanos(latencyNanos)
        .open(open)
        .count(count)
        .sinceMillis(sinceMillis)
        .alike(alike)
        .found(finding)
        .build();
  }

  /** One character more than will be written, so that the encoder sees that there was more. */
  private static @Nullable String cut(@Nullable String value, int max) {
    return value == null ? null : shortened(value, max);
  }

  private static String shortened(String value, int max) {
    return value.length() <= max ? value : value.substring(0, max + 1);
  }

  private static Map<String, String> shortened(Map<String, String> values) {
    if (values.isEmpty()) {
      return Collections.emptyMap();
    }
    Map<String, String> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name, shortened(value, MAX_VALUE)));
    return Collections.unmodifiableMap(all);
  }

  private static List<String> shortened(List<String> values) {
    if (values.isEmpty()) {
      return Collections.emptyList();
    }
    List<String> all = new ArrayList<>(values.size());
    for (String value : values) {
      all.add(shortened(value, MAX_VALUE));
    }
    return Collections.unmodifiableList(all);
  }

  /** Collects an event's parts; each setter is named after the part that it sets. */
  public static final class Builder {
    private long timeMillis;
    private String decisionId = "";
    private Outcome outcome = Outcome.REFUSED;
    String reason = "";
    @Nullable String rule;
    private boolean credentialRefused;
    private @Nullable String policyDigest;
    private String mode = "enforce";
    private @Nullable String application;
    @Nullable String principalId;
    @Nullable String issuer;
    @Nullable String clientId;
    Collection<String> roles = Collections.emptyList();
    private @Nullable String tokenHash;
    @Nullable String clientAddress;
    private int clientPort;
    @Nullable String peerAddress;
    private @Nullable String method;
    @Nullable String path;
    boolean pathAsSent;
    @Nullable String query;
    Map<String, String> headers = Collections.emptyMap();
    @Nullable String host;
    private int localPort;
    private @Nullable String scheme;
    private @Nullable String protocol;
    @Nullable String userAgent;
    private @Nullable String server;
    private int status;
    private long latencyNanos;
    private long bytesSent = -1;
    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable String ownSpanId;
    private @Nullable String callerDecision;
    List<String> notes = Collections.emptyList();
    private @Nullable String handler;
    private @Nullable String route;
    private @Nullable String operation;
    private boolean open;
    private Kind kind = Kind.REQUEST;
    private long count;
    private long sinceMillis;
    private @Nullable String alike;
    private @Nullable Detected finding;

    /** See {@link AuditEvent#timeMillis()}. */
    public Builder timeMillis(long value) {
      this.timeMillis = value;
      return this;
    }

    /** See {@link AuditEvent#decisionId()}. */
    public Builder decisionId(String value) {
      this.decisionId = value;
      return this;
    }

    /** See {@link AuditEvent#outcome()}. */
    public Builder outcome(Outcome value) {
      this.outcome = value;
      return this;
    }

    /** See {@link AuditEvent#reason()}. */
    public Builder reason(String value) {
      this.reason = value;
      return this;
    }

    /** See {@link AuditEvent#rule()}. */
    public Builder rule(@Nullable String value) {
      this.rule = value;
      return this;
    }

    /** See {@link AuditEvent#credentialRefused()}. */
    public Builder credentialRefused(boolean value) {
      this.credentialRefused = value;
      return this;
    }

    /** See {@link AuditEvent#policyDigest()}. */
    public Builder policyDigest(@Nullable String value) {
      this.policyDigest = value;
      return this;
    }

    /** See {@link AuditEvent#mode()}. */
    public Builder mode(String value) {
      this.mode = value;
      return this;
    }

    /** See {@link AuditEvent#application()}. */
    public Builder application(@Nullable String value) {
      this.application = value;
      return this;
    }

    /** See {@link AuditEvent#principalId()}. */
    public Builder principalId(@Nullable String value) {
      this.principalId = value;
      return this;
    }

    /** See {@link AuditEvent#issuer()}. */
    public Builder issuer(@Nullable String value) {
      this.issuer = value;
      return this;
    }

    /** See {@link AuditEvent#clientId()}. */
    public Builder clientId(@Nullable String value) {
      this.clientId = value;
      return this;
    }

    /** See {@link AuditEvent#roles()}. Kept as it is: it must not change any more. */
    public Builder roles(Collection<String> value) {
      this.roles = value;
      return this;
    }

    /** See {@link AuditEvent#tokenHash()}. */
    public Builder tokenHash(@Nullable String value) {
      this.tokenHash = value;
      return this;
    }

    /** See {@link AuditEvent#clientAddress()}. */
    public Builder clientAddress(@Nullable String value) {
      this.clientAddress = value;
      return this;
    }

    /** See {@link AuditEvent#clientPort()}. */
    public Builder clientPort(int value) {
      this.clientPort = value;
      return this;
    }

    /** See {@link AuditEvent#peerAddress()}. */
    public Builder peerAddress(@Nullable String value) {
      this.peerAddress = value;
      return this;
    }

    /** See {@link AuditEvent#method()}. */
    public Builder method(@Nullable String value) {
      this.method = value;
      return this;
    }

    /** See {@link AuditEvent#path()}. */
    public Builder path(@Nullable String value) {
      this.path = value;
      return this;
    }

    /**
     * The path of a request that was answered before its path was made out: as it was sent.
     *
     * @see AuditEvent#path()
     */
    public Builder pathAsSent(@Nullable String value) {
      this.path = value;
      this.pathAsSent = true;
      return this;
    }

    /** See {@link AuditEvent#query()}. */
    public Builder query(@Nullable String value) {
      this.query = value;
      return this;
    }

    /** See {@link AuditEvent#headers()}. Kept as it is, and what is masked is taken out of it. */
    public Builder headers(Map<String, String> value) {
      this.headers = value;
      return this;
    }

    /** See {@link AuditEvent#host()}. */
    public Builder host(@Nullable String value) {
      this.host = value;
      return this;
    }

    /** See {@link AuditEvent#localPort()}. */
    public Builder localPort(int value) {
      this.localPort = value;
      return this;
    }

    /** See {@link AuditEvent#scheme()}. */
    public Builder scheme(@Nullable String value) {
      this.scheme = value;
      return this;
    }

    /** See {@link AuditEvent#protocol()}. */
    public Builder protocol(@Nullable String value) {
      this.protocol = value;
      return this;
    }

    /** See {@link AuditEvent#userAgent()}. */
    public Builder userAgent(@Nullable String value) {
      this.userAgent = value;
      return this;
    }

    /** See {@link AuditEvent#server()}. */
    public Builder server(@Nullable String value) {
      this.server = value;
      return this;
    }

    /** See {@link AuditEvent#status()}. */
    public Builder status(int value) {
      this.status = value;
      return this;
    }

    /** See {@link AuditEvent#latencyNanos()}. */
    public Builder latencyNanos(long value) {
      this.latencyNanos = value;
      return this;
    }

    /** See {@link AuditEvent#bytesSent()}. */
    public Builder bytesSent(long value) {
      this.bytesSent = value;
      return this;
    }

    /** See {@link AuditEvent#traceId()}. */
    public Builder traceId(@Nullable String value) {
      this.traceId = value;
      return this;
    }

    /** See {@link AuditEvent#spanId()}. */
    public Builder spanId(@Nullable String value) {
      this.spanId = value;
      return this;
    }

    /** See {@link AuditEvent#ownSpanId()}. */
    public Builder ownSpanId(@Nullable String value) {
      this.ownSpanId = value;
      return this;
    }

    /** See {@link AuditEvent#callerDecision()}. */
    public Builder callerDecision(@Nullable String value) {
      this.callerDecision = value;
      return this;
    }

    /** See {@link AuditEvent#notes()}. */
    public Builder notes(List<String> value) {
      this.notes = value;
      return this;
    }

    /** See {@link AuditEvent#open()}. */
    public Builder open(boolean value) {
      this.open = value;
      return this;
    }

    /** See {@link AuditEvent#handler()}. */
    public Builder handler(@Nullable String value) {
      this.handler = value;
      return this;
    }

    /** See {@link AuditEvent#operation()}. */
    public Builder operation(@Nullable String value) {
      this.operation = value;
      return this;
    }

    /** See {@link AuditEvent#route()}. */
    public Builder route(@Nullable String value) {
      this.route = value;
      return this;
    }

    /** See {@link AuditEvent#kind()}. */
    public Builder kind(Kind value) {
      this.kind = value;
      return this;
    }

    /** See {@link AuditEvent#count()}. */
    public Builder count(long value) {
      this.count = value;
      return this;
    }

    /** See {@link AuditEvent#sinceMillis()}. */
    public Builder sinceMillis(long value) {
      this.sinceMillis = value;
      return this;
    }

    /** See {@link AuditEvent#alike()}. */
    public Builder alike(@Nullable String value) {
      this.alike = value;
      return this;
    }

    /** See {@link AuditEvent#finding()} and {@link AuditEvent#severity()}. */
    public Builder finding(String type, Severity severity) {
      return found(new Detected(type, severity));
    }

    private Builder found(@Nullable Detected value) {
      this.finding = value;
      return this;
    }

    /**
     * The event.
     *
     * @throws IllegalStateException if it has no decision id
     */
    public AuditEvent build() {
      if (decisionId.isEmpty()) {
        throw new IllegalStateException("an event needs a decision id");
      }
      return new AuditEvent(this);
    }
  }
}
