package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;

/** How keys are written where they are found. */
interface KeyFormat {

  /**
   * Reads keys.
   *
   * @throws Rejected if they are not what they must be
   */
  KeySet read(byte[] octets) throws Rejected;

  /** How an issuer writes its own. */
  static KeyFormat of(Issuer issuer) {
    if (issuer.trustDomain()) {
      return KeySet::bundle;
    }
    return issuer.symmetric() ? KeySet::secrets : KeySet::parse;
  }
}
