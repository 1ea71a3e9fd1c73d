package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.Identity;
import org.jspecify.annotations.Nullable;

/** What proves the sender of a request beside a token: an API key. */
final class OtherCredentials {

  /** Nobody can prove anything. */
  static final OtherCredentials NONE = new OtherCredentials(null);

  private final @Nullable ApiKeyRing apiKeys;

  private OtherCredentials(@Nullable ApiKeyRing apiKeys) {
    this.apiKeys = apiKeys;
  }

  /**
   * What a policy accepts.
   *
   * @throws KeySetException if a file that it needs can't be used
   */
  static OtherCredentials of(Identity identity) throws KeySetException {
    ApiKeys keys = identity.apiKeys();
    return keys == null ? NONE : new OtherCredentials(new ApiKeyRing(keys));
  }

  /** Whether there is anything to look after. */
  boolean none() {
    return apiKeys == null;
  }

  /**
   * Whom the request comes from by such a credential; null if it brings none. Beside a token it is
   * one credential too many: which of them the application would go by can't be known.
   *
   * @param token whether the request brings a token
   */
  @Nullable Identification identify(Exchange exchange, boolean token, long nowSeconds) {
    ApiKeyRing ring = apiKeys;
    if (ring == null) {
      return null;
    }
    String[] values = exchange.headers(ring.header());
    if (values.length == 0) {
      return null;
    }
    return token
        ? Identification.rejected(CredentialError.invalidRequest("more than one credential"))
        : ring.identify(values, nowSeconds);
  }

  /** Looks for what has changed; called about once a second, never by a request. */
  void refresh() {
    if (apiKeys != null) {
      apiKeys.refresh();
    }
  }
}
