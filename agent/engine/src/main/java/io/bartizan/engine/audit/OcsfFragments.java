package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parts of lines that are alike in many: encoded once, then copied. Each is a run of members with a
 * comma in front, for an object that has a member already. What is kept is bounded: a table has so
 * many places, and a newcomer takes the place of whoever stood there.
 */
final class OcsfFragments {

  static final SerializableString PRODUCT = constant(false);
  static final SerializableString PRODUCT_TRACED = constant(true);

  private static final int DEEDS = 64;
  private static final int SITES = 64;
  private static final int PRINCIPALS = 1024;

  /** A longer description of a principal is not kept. */
  private static final int MAX_PRINCIPAL_CHARS = 1024;

  private final Deed[] deeds = new Deed[DEEDS];
  private final Site[] sites = new Site[SITES];
  private final Who[] principals = new Who[PRINCIPALS];

  /** Something that writes members into an object that has been begun. */
  private interface Members {
    void write(OcsfLine line) throws IOException;
  }

  private static SerializableString of(Members members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OcsfLine line = OcsfEncoder.lineInto(out);
    line.startObject();
    members.write(line);
    line.endObject();
    line.flush();
    // Without its braces, and with a comma instead of the first.
    String inner = new String(out.toByteArray(), 1, out.size() - 2, StandardCharsets.UTF_8);
    return new SerializedString(inner.isEmpty() ? "" : ',' + inner);
  }

  private static SerializableString constant(boolean traced) {
    try {
      return of(line -> OcsfMembers.product(line, traced));
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
  }

  /** What was done to a request and why: its method, its outcome and what decided. */
  static final class Deed {
    final SerializableString head;
    final SerializableString service;
    final SerializableString unmapped;
    private final AuditEvent.Kind kind;
    private final AuditEvent.Outcome outcome;
    private final boolean credentialRefused;
    private final String reason;
    private final @Nullable String rule;
    private final @Nullable String method;
    private final String mode;
    private final @Nullable String policyDigest;
    private final @Nullable String application;
    private final @Nullable String server;

    private Deed(AuditEvent event) throws IOException {
      head = of(line -> OcsfMembers.head(line, event));
      service = of(line -> OcsfMembers.service(line, event));
      unmapped = of(line -> OcsfMembers.unmapped(line, event));
      kind = event.kind();
      outcome = event.outcome();
      credentialRefused = event.credentialRefused();
      reason = event.reason();
      rule = event.rule();
      method = event.method();
      mode = event.mode();
      policyDigest = event.policyDigest();
      application = event.application();
      server = event.server();
    }

    private boolean fits(AuditEvent event) {
      return kind == event.kind()
          && outcome == event.outcome()
          && credentialRefused == event.credentialRefused()
          && reason.equals(event.reason())
          && Objects.equals(rule, event.rule())
          && Objects.equals(method, event.method())
          && mode.equals(event.mode())
          && Objects.equals(policyDigest, event.policyDigest())
          && Objects.equals(application, event.application())
          && Objects.equals(server, event.server());
    }
  }

  /** Where a request came in. */
  static final class Site {
    final SerializableString destination;
    final SerializableString url;
    private final @Nullable String host;
    private final int localPort;
    private final @Nullable String scheme;
    private final @Nullable String application;

    private Site(AuditEvent event) throws IOException {
      destination = of(line -> OcsfMembers.destination(line, event));
      url = of(line -> OcsfMembers.url(line, event));
      host = event.host();
      localPort = event.localPort();
      scheme = event.scheme();
      application = event.application();
    }

    private boolean fits(AuditEvent event) {
      return localPort == event.localPort()
          && Objects.equals(host, event.host())
          && Objects.equals(scheme, event.scheme())
          && Objects.equals(application, event.application());
    }
  }

  /** Who sent a request: as long as a token is remembered, its principal's parts are the same. */
  private static final class Who {
    private final String tokenHash;
    private final @Nullable String principalId;
    private final @Nullable String issuer;
    private final @Nullable String clientId;
    private final Collection<String> roles;
    private final boolean credentialRefused;
    private @Nullable SerializableString members;

    private Who(AuditEvent event, String tokenHash) {
      this.tokenHash = tokenHash;
      this.principalId = event.principalId();
      this.issuer = event.issuer();
      this.clientId = event.clientId();
      this.roles = event.roles();
      this.credentialRefused = event.credentialRefused();
    }

    @SuppressWarnings("ReferenceEquality") // another object of the same value is only encoded anew
    private boolean fits(AuditEvent event) {
      return tokenHash == event.tokenHash()
          && roles == event.roles()
          && principalId == event.principalId()
          && issuer == event.issuer()
          && clientId == event.clientId()
          && credentialRefused == event.credentialRefused();
    }
  }

  Deed deed(AuditEvent event) throws IOException {
    int hash = event.reason().hashCode() + 31 * Objects.hashCode(event.rule());
    int at = place(hash + 961 * Objects.hashCode(event.method()), DEEDS);
    Deed known = deeds[at];
    if (known != null && known.fits(event)) {
      return known;
    }
    Deed made = new Deed(event);
    deeds[at] = made;
    return made;
  }

  Site site(AuditEvent event) throws IOException {
    int at = place(31 * Objects.hashCode(event.host()) + event.localPort(), SITES);
    Site known = sites[at];
    if (known != null && known.fits(event)) {
      return known;
    }
    Site made = new Site(event);
    sites[at] = made;
    return made;
  }

  /** Writes who sent a request. A token seen once only is not worth a fragment. */
  void who(AuditEvent event, OcsfLine line) throws IOException {
    String token = event.tokenHash();
    int at = place(token == null ? 0 : token.hashCode(), PRINCIPALS);
    Who known = principals[at];
    if (token == null || known == null || !known.fits(event)) {
      principals[at] = token == null ? known : new Who(event, token);
      OcsfMembers.who(line, event);
      return;
    }
    SerializableString made = known.members;
    if (made == null) {
      made = of(members -> OcsfMembers.who(members, event));
      known.members = made;
      if (made.charLength() > MAX_PRINCIPAL_CHARS) {
        principals[at] = null;
      }
    }
    line.raw(made);
  }

  private static int place(int hash, int places) {
    return (hash ^ hash >>> 16) & (places - 1);
  }
}
