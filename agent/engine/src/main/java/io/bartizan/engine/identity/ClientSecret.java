package io.bartizan.engine.identity;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;

/**
 * What the agent authenticates itself by where it asks about tokens (RFC 6749, 2.3.1: the name and
 * the secret, each form-encoded, as HTTP Basic). The secret is read anew each time: whoever changes
 * it restarts nothing.
 */
final class ClientSecret {

  private static final int MAX_BYTES = 4096;

  private final String clientId;
  private final Path file;

  private ClientSecret(String clientId, Path file) {
    this.clientId = clientId;
    this.file = file;
  }

  /**
   * A secret that can be read now.
   *
   * @throws KeySetException if it can't
   */
  static ClientSecret of(String clientId, String file) throws KeySetException {
    ClientSecret secret = new ClientSecret(clientId, Paths.get(file));
    try {
      secret.authorization();
      return secret;
    } catch (IOException bad) {
      throw new KeySetException(
          file
              + ": error BZ2003: the secret can't be used: "
              + bad
              + "\n"
              + "  hint: put the secret alone there, for the server's user to read and nobody else",
          bad);
    }
  }

  /** The value of {@code Authorization}. */
  String authorization() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    if (readByOthers()) {
      throw new IOException("others may read it (chmod o-r)");
    }
    String secret = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
    if (secret.isEmpty()) {
      throw new IOException("it is empty");
    }
    String pair = encoded(clientId) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean readByOthers() throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
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
