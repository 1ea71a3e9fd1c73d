package io.bartizan.engine.webhook;

import io.bartizan.policy.Webhook.Signing;
import java.io.IOException;
import java.util.List;

/** Signs messages, each attempt anew: the time stands in what is signed. */
interface Signer {

  /**
   * The fields that go with a message.
   *
   * @return names and values by turns
   * @throws IOException if its key can't be read or used now
   */
  List<String> sign(Outgoing message) throws IOException;

  /** The signer that a policy asks for; its key is read anew for each message. */
  static Signer of(io.bartizan.policy.Webhook to) {
    return to.signing() == Signing.HMAC
        ? new StandardSigner(to.key())
        : new HttpMessageSigner(to.key());
  }
}
