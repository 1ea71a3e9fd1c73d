package io.bartizan.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an alert can be about ({@code audit.alerts.on}). */
public enum AlertKind {
  /** Many refusals of one client or one principal, or of all together. */
  REFUSAL_BURST("refusalBurst", Severity.HIGH),
  /** Many refused credentials from one client, or from all together. */
  CREDENTIAL_STUFFING("credentialStuffing", Severity.HIGH),
  /** A principal with an administrator's role that was not seen before. */
  NEW_ADMINISTRATOR("newAdministrator", Severity.MEDIUM),
  /** One token, used from two networks. */
  TOKEN_SHARED("tokenShared", Severity.HIGH),
  /** A policy file that was not taken; the last good one goes on deciding. */
  POLICY_RELOAD_FAILED("policyReloadFailed", Severity.HIGH),
  /** The trail's own checks have found that somebody else wrote to it. */
  TAMPERING("tampering", Severity.CRITICAL),
  /** The trail can't be written, is full, or has lost records. */
  AUDIT_DEGRADED("auditDegraded", Severity.CRITICAL),
  /** Something was reached, or listens, without a decision. */
  UNPROTECTED_ENTRY("unprotectedEntry", Severity.CRITICAL),
  /** The keys that tokens are verified by can't be had. */
  KEY_SERVER_DOWN("keyServerDown", Severity.HIGH);

  /** How bad it is; the numbers are OCSF's {@code severity_id}. */
  public enum Severity {
    /** Somebody may look at it when there is time. */
    LOW(2),
    /** Somebody should look at it in the day. */
    MEDIUM(3),
    /** Somebody should look at it now. */
    HIGH(4),
    /** Somebody should be woken. */
    CRITICAL(5);

    private final int number;

    Severity(int number) {
      this.number = number;
    }

    /** As it stands in a policy and in an alert. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** OCSF's {@code severity_id}. */
    public int number() {
      return number;
    }
  }

  private final String word;
  private final Severity severity;

  AlertKind(String word, Severity severity) {
    this.word = word;
    this.severity = severity;
  }

  /** As it stands in a policy, in an alert and in the trail. */
  public String word() {
    return word;
  }

  /** How bad it is where a policy does not say otherwise. */
  public Severity severity() {
    return severity;
  }

  /** The kind of a word; null if there is none. */
  public static @Nullable AlertKind of(@Nullable String word) {
    for (AlertKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** All words, in their order. */
  public static List<String> words() {
    List<String> all = new ArrayList<>();
    for (AlertKind kind : values()) {
      all.add(kind.word);
    }
    return all;
  }
}
