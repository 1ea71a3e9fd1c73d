package io.bartizan.engine.webhook;

import io.bartizan.engine.outbound.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signs by HTTP Message Signatures (RFC 9421): the method, the URL, the kind of content, the digest
 * of the body (RFC 9530) and the message's id, with the time among the signature's parameters.
 */
final class HttpMessageSigner implements Signer {

  private static final String LABEL = "bartizan";

  private final SecretFile jwk;

  HttpMessageSigner(Path jwk) {
    this.jwk = new SecretFile(jwk);
  }

  @Override
  public List<String> sign(Outgoing message) throws IOException {
    try {
      MessageKey key = MessageKey.of(jwk.read());
      String digest = contentDigest(message.body);
      SignatureBase base =
          new SignatureBase()
              .cover("@method", "POST")
              .cover("@target-uri", message.url)
              .cover("content-type", Outgoing.TYPE)
              .cover("content-digest", digest)
              .cover("webhook-id", message.id);
      String parameters =
          ";created="
              + message.epochSeconds
              + ";keyid=\""
              + key.id()
              + "\";alg=\""
              + key.algorithm()
              + '"';
      String signature = Base64.getEncoder().encodeToString(key.sign(base.octets(parameters)));
      return Arrays.asList(
          "Content-Type",
          Outgoing.TYPE,
          "Webhook-Id",
          message.id,
          "Content-Digest",
          digest,
          "Signature-Input",
          LABEL + "=" + base.input(parameters),
          "Signature",
          LABEL + "=:" + signature + ":");
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the key can't be used: " + unusable.getMessage(), unusable);
    }
  }

  /** The value of {@code Content-Digest} (RFC 9530, 2). */
  static String contentDigest(byte[] body) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
  }
}
