package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Files that hold keys of auditors: a JWK, or a JWK set of several. */
public final class AuditorFile {

  private AuditorFile() {}

  /**
   * The public keys that a server encrypts to.
   *
   * @throws SealException if one is no key that encrypts, or is a private one: it would lie where
   *     it must not be
   */
  static Auditors readPublic(Path file) throws IOException, SealException {
    List<JWK> keys = keys(KeyFile.read(file));
    for (JWK key : keys) {
      if (key.isPrivate()) {
        throw new SealException("it is the auditor's private key, which must not be on the server");
      }
    }
    return Auditors.of(keys);
  }

  /**
   * The private keys that an auditor reads with.
   *
   * @throws SealException if there is no such key, or others may read it
   */
  public static Auditors readPrivate(Path file) throws IOException, SealException {
    return Auditors.of(keys(KeyFile.readPrivate(file)));
  }

  private static List<JWK> keys(String json) throws SealException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(json);
      return members.containsKey("keys")
          ? JWKSet.parse(members).getKeys()
          : Collections.singletonList(JWK.parse(members));
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new SealException("it is no JWK: " + malformed.getMessage(), malformed);
    }
  }
}
