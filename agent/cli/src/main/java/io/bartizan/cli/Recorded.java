package io.bartizan.cli;

import io.bartizan.policy.Policy;
import io.bartizan.policy.trial.Given;
import io.bartizan.policy.trial.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the audit trail recorded it. The trail holds neither queries, headers, nor claims:
 * of a token it knows issuer, subject, client and the roles that the issuer's roles claim listed.
 */
final class Recorded {

  /** OCSF classes: API Activity and Authentication. */
  private static final String REQUEST = "6003";

  private static final String REFUSED_CREDENTIAL = "3002";

  private final Map<String, Object> record;

  private Recorded(Map<String, Object> record) {
    this.record = record;
  }

  /**
   * The request of a record; null if the record is of something else, or counts refusals of a storm
   * that need not have one method and path.
   */
  static @Nullable Recorded of(Map<String, Object> record) {
    Object kind = record.get("class_uid");
    Recorded recorded = new Recorded(record);
    String alike = recorded.text("unmapped", "alike");
    return (REQUEST.equals(kind) || REFUSED_CREDENTIAL.equals(kind))
            && (alike == null || alike.equals("request"))
        ? recorded
        : null;
  }

  /** The decision's id. */
  @Nullable String id() {
    return text("metadata", "uid");
  }

  /** The digest of the policy that decided. */
  @Nullable String policy() {
    return text("policy", "uid");
  }

  /** The rule that decided; null where none did. */
  @Nullable String rule() {
    return text("firewall_rule", "name");
  }

  boolean permitted() {
    return "PERMITTED".equals(text("unmapped", "outcome"));
  }

  /** Why; {@code rule} or {@code no rule} where the rules decided. */
  String reason() {
    String reason = text("unmapped", "reason");
    return reason == null ? "" : reason;
  }

  /** Whether the credential itself was refused. */
  boolean credentialRefused() {
    return REFUSED_CREDENTIAL.equals(record.get("class_uid"));
  }

  /** Whether rules decided it, so that others may decide it otherwise. */
  boolean byRules() {
    String reason = reason();
    return permitted()
        || rule() != null
        || reason.startsWith("rule")
        || reason.startsWith("no rule");
  }

  /** In words, as far as the record tells. */
  String told() {
    String rule = rule();
    String outcome = String.valueOf(text("unmapped", "outcome")).toLowerCase(java.util.Locale.ROOT);
    String status = text("http_response", "code");
    return outcome
        + (status == null ? "" : " with " + status)
        + (rule == null ? ": " + reason() : " by rule " + rule);
  }

  /** Whether roles of a policy come from claims, which the trail does not hold. */
  boolean claimsUnknown(Policy policy) {
    return subject() != null && !policy.roleNames().isEmpty();
  }

  /** The token's subject; null of an anonymous request. */
  @Nullable String subject() {
    return text(who("user", "uid"));
  }

  /** The roles that the token's roles claim listed. */
  List<String> roles() {
    Object groups = at(who("user", "groups"));
    List<String> roles = new ArrayList<>();
    for (Object group : groups instanceof List ? (List<?>) groups : Collections.emptyList()) {
      Object name = group instanceof Map ? ((Map<?, ?>) group).get("name") : null;
      if (name instanceof String) {
        roles.add((String) name);
      }
    }
    return roles;
  }

  /** The client that the token was issued to; null if unknown. */
  @Nullable String client() {
    return text("actor", "app_name");
  }

  /** Where 6003 has an actor around the user, 3002 has the user alone. */
  private String[] who(String... path) {
    if (credentialRefused()) {
      return path;
    }
    String[] whole = new String[path.length + 1];
    whole[0] = "actor";
    System.arraycopy(path, 0, whole, 1, path.length);
    return whole;
  }

  /** The same request, as it can be stated to any policy. */
  Given given() {
    Given.Builder given = new Given.Builder();
    String method = text("http_request", "http_method");
    String path = text("http_request", "url", "path");
    String port = text("dst_endpoint", "port");
    String scheme = text("http_request", "url", "scheme");
    String address = text("src_endpoint", "ip");
    given
        .method(method == null ? "GET" : method)
        .target(path == null ? "/" : reason().startsWith("ambiguous") ? path : Sent.path(path))
        .host(text("http_request", "url", "hostname"))
        .handler(text("unmapped", "handler"))
        .route(text("unmapped", "route"))
        .operation(text("unmapped", "operation"))
        .address(address == null ? "0.0.0.0" : address)
        .claims(claims())
        .roles(roles());
    String time = text("time");
    if (time != null && time.matches("-?[0-9]{1,15}")) {
      given.time(Instant.ofEpochMilli(Long.parseLong(time)));
    }
    if (port != null && port.matches("[1-9][0-9]{0,4}")) {
      given.port(Integer.parseInt(port));
    }
    if (scheme != null) {
      given.scheme(scheme);
    }
    return given.build();
  }

  private @Nullable Map<String, Object> claims() {
    String subject = subject();
    if (subject == null) {
      return null;
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject);
    String issuer = text(who("user", "domain"));
    String client = client();
    if (client != null) {
      claims.put("client_id", client);
    }
    if (issuer != null) {
      claims.put("iss", issuer);
    }
    return claims;
  }

  /** A member, by the names that lead to it; null where there is no text. */
  @Nullable String text(String... path) {
    Object found = at(path);
    return found instanceof String ? (String) found : null;
  }

  /** Whether there is such a member. */
  boolean has(String... path) {
    return at(path) != null;
  }

  private @Nullable Object at(String... path) {
    Object at = record;
    for (String name : path) {
      at = at instanceof Map ? ((Map<?, ?>) at).get(name) : null;
    }
    return at;
  }
}
