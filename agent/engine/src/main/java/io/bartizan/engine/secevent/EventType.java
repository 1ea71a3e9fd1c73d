package io.bartizan.engine.secevent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The security events that mean that tokens are good no longer (OpenID CAEP 1.0, 3; OpenID RISC
 * Profile 1.0, 2). Any other is taken note of and has no effect (RFC 8417, 2.2).
 */
enum EventType {
  SESSION_REVOKED("caep", "session-revoked"),
  TOKEN_CLAIMS_CHANGE("caep", "token-claims-change"),
  CREDENTIAL_CHANGE("caep", "credential-change"),
  ASSURANCE_LEVEL_CHANGE("caep", "assurance-level-change"),
  DEVICE_COMPLIANCE_CHANGE("caep", "device-compliance-change"),
  ACCOUNT_DISABLED("risc", "account-disabled"),
  ACCOUNT_PURGED("risc", "account-purged"),
  ACCOUNT_CREDENTIAL_CHANGE_REQUIRED("risc", "account-credential-change-required"),
  CREDENTIAL_COMPROMISE("risc", "credential-compromise"),
  SESSIONS_REVOKED("risc", "sessions-revoked");

  private static final String BASE = "https://schemas.openid.net/secevent/";

  private final String uri;
  private final String word;

  EventType(String profile, String word) {
    this.uri = BASE + profile + "/event-type/" + word;
    this.word = word;
  }

  /** The type of a URI; null if it is none that revokes. */
  static @Nullable EventType of(String uri) {
    for (EventType type : values()) {
      if (type.uri.equals(uri)) {
        return type;
      }
    }
    return null;
  }

  /** Its name in the profile. */
  String word() {
    return word;
  }

  /** Whether it is for the better, so that no token is the worse for it. */
  boolean harmless(Map<?, ?> event) {
    switch (this) {
      case ASSURANCE_LEVEL_CHANGE:
        return "increase".equals(event.get("change_direction"));
      case DEVICE_COMPLIANCE_CHANGE:
        return "compliant".equals(event.get("current_status"));
      default:
        return false;
    }
  }

  /**
   * Whether tokens that were issued between the event and word of it are bad as well: whoever has a
   * stolen credential, or a device that fell out of line, went on getting them.
   */
  boolean lasting() {
    return this == CREDENTIAL_COMPROMISE
        || this == ACCOUNT_CREDENTIAL_CHANGE_REQUIRED
        || this == DEVICE_COMPLIANCE_CHANGE
        || this == ASSURANCE_LEVEL_CHANGE;
  }
}
