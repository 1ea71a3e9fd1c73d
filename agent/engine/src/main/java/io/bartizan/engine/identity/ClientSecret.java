package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.SecretFile;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the agent authenticates itself by where it asks about tokens (RFC 6749, 2.3.1: the name and
 * the secret, each form-encoded, as HTTP Basic).
 */
final class ClientSecret {

  private final String clientId;
  private final SecretFile file;

  private ClientSecret(String clientId, SecretFile file) {
    this.clientId = clientId;
    this.file = file;
  }

  /**
   * A secret that can be read now.
   *
   * @throws KeySetException if it can't
   */
  static ClientSecret of(String clientId, String file) throws KeySetException {
    return new ClientSecret(clientId, OwnSecret.in(file));
  }

  /** The value of {@code Authorization}. */
  String authorization() throws IOException {
    String pair = encoded(clientId) + ":" + encoded(file.read());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  /** As forms have it (WHATWG URL, 5.2). */
  static String encoded(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("every Java platform has UTF-8", impossible);
    }
  }
}
