package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.SecretFile;
import java.io.IOException;
import java.nio.file.Paths;

/** Secrets by which the agent and those it exchanges statements with know each other. */
public final class OwnSecret {

  private OwnSecret() {}

  /**
   * A secret that can be read now.
   *
   * @throws KeySetException if it can't
   */
  public static SecretFile in(String path) throws KeySetException {
    SecretFile secret = new SecretFile(Paths.get(path));
    try {
      secret.read();
      return secret;
    } catch (IOException bad) {
      throw new KeySetException(
          path
              + ": error BZ2003: the secret can't be used: "
              + bad
              + "\n"
              + "  hint: put the secret alone there, for the server's user to read and nobody else",
          bad);
    }
  }
}
