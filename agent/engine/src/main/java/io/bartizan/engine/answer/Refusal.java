package io.bartizan.engine.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request does not reach the application, and what the client is told: it is not permitted,
 * or the agent itself serves what it asks for. Final and whole.
 */
public final class Refusal {

  private final int status;
  private final String reason;
  private final String detail;
  private final @Nullable String rule;
  private final boolean credential;
  private final List<String> headers;
  private final @Nullable Document document;

  private Refusal(
      int status,
      String reason,
      String detail,
      @Nullable String rule,
      boolean credential,
      List<String> headers,
      @Nullable Document document) {
    this.document = document;
    this.status = status;
    this.reason = reason;
    this.detail = detail;
    this.rule = rule;
    this.credential = credential;
    this.headers = headers;
  }

  /**
   * A refusal.
   *
   * @param status the HTTP status, 4xx or 503
   * @param reason for the audit trail, never for the client
   * @param detail for the client: names no rule, key or path of ours
   */
  public static Refusal of(int status, String reason, String detail) {
    return new Refusal(status, reason, detail, null, false, Collections.emptyList(), null);
  }

  /** What the agent itself serves. */
  public static Refusal serving(Document document) {
    return new Refusal(
        200, "served by the agent", "", null, false, Collections.emptyList(), document);
  }

  /** The same by a rule that the audit trail names. */
  public Refusal by(String name) {
    return new Refusal(status, reason, detail, name, credential, headers, document);
  }

  /** The same because of the credential: an authentication event, not only a refused request. */
  public Refusal ofCredential() {
    return new Refusal(status, reason, detail, rule, true, headers, document);
  }

  /** The same with one more response header. */
  public Refusal with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(Arrays.asList(name, value));
    return new Refusal(
        status, reason, detail, rule, credential, Collections.unmodifiableList(more), document);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The reason, for the audit trail. */
  public String reason() {
    return reason;
  }

  /** What the client reads. */
  public String detail() {
    return detail;
  }

  /** The rule that refused; null where none did. */
  public @Nullable String rule() {
    return rule;
  }

  /** Whether the credential itself was refused. */
  public boolean credential() {
    return credential;
  }

  /** Further response headers, names and values in turn. */
  public List<String> headers() {
    return headers;
  }

  /** What is served in place of the application's answer; null where the request is refused. */
  public @Nullable Document document() {
    return document;
  }
}
