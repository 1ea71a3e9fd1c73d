package io.bartizan.engine.identity;

import io.bartizan.engine.trust.Authorities;
import java.io.IOException;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Which certificates an issuer's servers may have. */
final class ServerTrust {

  /** By the JDK's own trust store ({@code javax.net.ssl.trustStore}). */
  static final ServerTrust JDK = new ServerTrust(Authorities.JDK);

  private final Authorities authorities;

  private ServerTrust(Authorities authorities) {
    this.authorities = authorities;
  }

  /**
   * The trust of an issuer.
   *
   * @param file certificates in PEM; null for the JDK's own trust
   * @throws KeySetException if they can't be used
   */
  static ServerTrust of(@Nullable String file) throws KeySetException {
    if (file == null) {
      return JDK;
    }
    try {
      return new ServerTrust(Authorities.of(Paths.get(file)));
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      throw new KeySetException(
          file
              + ": error BZ2002: the certificates can't be used: "
              + bad
              + "\n  hint: put the certificates of the authorities there, in PEM, or mend"
              + " identity.issuers.trust",
          bad);
    }
  }

  /** The same, as connections are made by. */
  Authorities authorities() {
    return authorities;
  }
}
