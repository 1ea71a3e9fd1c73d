package io.bartizan.engine.webhook;

import io.bartizan.engine.outbound.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks has it (version 1.0.0, "Signature scheme"): HMAC-SHA-256, called
 * {@code v1}, over id, time and body with a full stop between them. There are libraries for it in
 * most languages.
 */
final class StandardSigner implements Signer {

  /** Standard Webhooks: a secret has 24 to 64 octets; longer ones do no harm. */
  private static final int MIN_OCTETS = 24;

  private static final String ENCODED = "whsec_";
  private static final String HASH = "HmacSHA256";

  private final SecretFile secret;

  StandardSigner(Path secret) {
    this.secret = new SecretFile(secret);
  }

  @Override
  public List<String> sign(Outgoing message) throws IOException {
    byte[] start =
        (message.id + "." + message.epochSeconds + ".").getBytes(StandardCharsets.US_ASCII);
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(octets(secret.read()), HASH));
      mac.update(start);
      String code = Base64.getEncoder().encodeToString(mac.doFinal(message.body));
      return Arrays.asList(
          "Content-Type",
          Outgoing.TYPE,
          "Webhook-Id",
          message.id,
          "Webhook-Timestamp",
          Long.toString(message.epochSeconds),
          "Webhook-Signature",
          "v1," + code);
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the secret can't be used", unusable);
    }
  }

  /** What the text stands for: base64 behind {@code whsec_}, otherwise itself. */
  private static byte[] octets(String text) throws IOException {
    byte[] octets;
    try {
      octets =
          text.startsWith(ENCODED)
              ? Base64.getDecoder().decode(text.substring(ENCODED.length()))
              : text.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("what follows " + ENCODED + " is not base64", malformed);
    }
    if (octets.length < MIN_OCTETS) {
      throw new IOException("the secret has less than " + MIN_OCTETS + " octets");
    }
    return octets;
  }
}
