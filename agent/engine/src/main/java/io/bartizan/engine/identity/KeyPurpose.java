package io.bartizan.engine.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a JWK says it is for (RFC 7517, 4.2 to 4.4). */
final class KeyPurpose {

  private KeyPurpose() {}

  /**
   * Reads a key of a set.
   *
   * @return null if it is meant for something else than verifying signatures
   * @throws Rejected if it is malformed
   */
  static @Nullable JWK verifying(Map<String, Object> members) throws Rejected {
    JWK key;
    try {
      key = JWK.parse(members);
    } catch (ParseException | RuntimeException malformed) {
      throw new Rejected("a malformed key");
    }
    Set<KeyOperation> operations = key.getKeyOperations();
    boolean verifies =
        (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
            && (operations == null
                || operations.isEmpty()
                || operations.contains(KeyOperation.VERIFY));
    return verifies ? key : null;
  }

  /** The algorithms of a key: the one that it declares, or else those that its kind can do. */
  static Collection<String> algorithms(JWK key, Collection<String> possible) throws Rejected {
    if (key.getAlgorithm() == null) {
      return possible;
    }
    String declared = key.getAlgorithm().getName();
    if (!possible.contains(declared)) {
      throw new Rejected("a key whose algorithm doesn't fit its type");
    }
    return Collections.singleton(declared);
  }
}
