package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer (RFC 7517, 5). A key that is of no use here is left out, as the RFC says,
 * and told; one that must not stand there at all (a private key in a public set, two keys of one
 * id) spoils the set, because then its issuer can't be trusted to know what it publishes.
 */
final class KeySet {

  /** Larger sets are no issuer's. */
  static final int MAX_BYTES = Transfer.MAX_BYTES;

  private static final int MAX_KEYS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

  /** Reads one key; null if it is not for verifying signatures. */
  private interface Reader {
    @Nullable VerificationKey read(Map<String, Object> members) throws Rejected;
  }

  private final List<VerificationKey> keys = new ArrayList<>();

  /** Of all keys, those left out too. */
  private final Set<String> ids = new HashSet<>();

  /** The members of the keys in use, as they were read. */
  private final Set<Object> listed = new HashSet<>();

  private KeySet() {}

  /**
   * Reads an issuer's public keys.
   *
   * @throws Rejected if the set is malformed, ambiguous, holds a secret, or holds keys of which
   *     none can be used
   */
  static KeySet parse(byte[] octets) throws Rejected {
    List<Map<String, Object>> members = members(octets);
    for (Map<String, Object> member : members) {
      if (PublicKeys.secret(member)) {
        throw new Rejected("a secret key");
      }
    }
    return read(members, PublicKeys::read);
  }

  /**
   * Reads the secrets that are shared with an issuer; all keys of the set are secret ones.
   *
   * @throws Rejected as {@link #parse}
   */
  static KeySet secrets(byte[] octets) throws Rejected {
    List<Map<String, Object>> members = members(octets);
    for (Map<String, Object> member : members) {
      if (!"oct".equals(member.get("kty"))) {
        throw new Rejected("a key that is no secret among secrets");
      }
    }
    return read(members, SecretKeys::read);
  }

  /**
   * Reads the keys of a SPIFFE trust domain that are for tokens (Trust Domain and Bundle, 4.2.2).
   *
   * @throws Rejected as {@link #parse}
   */
  static KeySet bundle(byte[] octets) throws Rejected {
    List<Map<String, Object>> members = new ArrayList<>();
    for (Map<String, Object> member : members(octets)) {
      if (PublicKeys.secret(member)) {
        throw new Rejected("a secret key");
      }
      if ("jwt-svid".equals(member.get("use"))) {
        Map<String, Object> signing = new LinkedHashMap<>(member);
        signing.put("use", "sig");
        members.add(signing);
      }
    }
    return read(members, PublicKeys::read);
  }

  /**
   * Reads one public key on P-256 in PEM, as load balancers of AWS have it (RFC 7468, 13).
   *
   * @throws Rejected if it is anything else
   */
  static KeySet pem(byte[] octets) throws Rejected {
    KeySet set = new KeySet();
    set.keys.add(PemKey.read(octets));
    set.listed.add(new String(octets, StandardCharsets.US_ASCII).trim());
    return set;
  }

  private static List<Map<String, Object>> members(byte[] octets) throws Rejected {
    if (octets.length > MAX_BYTES) {
      throw new Rejected("larger than " + MAX_BYTES + " bytes");
    }
    Object listed = StrictJson.object(octets).get("keys");
    if (!(listed instanceof List) || ((List<?>) listed).size() > MAX_KEYS) {
      throw new Rejected("no list of keys");
    }
    List<Map<String, Object>> members = new ArrayList<>();
    for (Object member : (List<?>) listed) {
      if (!(member instanceof Map)) {
        throw new Rejected("a key that is no object");
      }
      @SuppressWarnings("unchecked") // JSON objects have text for names
      Map<String, Object> object = (Map<String, Object>) member;
      members.add(object);
    }
    return members;
  }

  private static KeySet read(List<Map<String, Object>> members, Reader reader) throws Rejected {
    KeySet set = new KeySet();
    Set<String> used = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      Object named = members.get(i).get("kid");
      if (named instanceof String) {
        set.ids.add((String) named);
      }
      VerificationKey key = null;
      try {
        key = reader.read(members.get(i));
      } catch (Rejected unusable) {
        LOG.warn("key {} of a key set is left out: {}", i + 1, unusable.reason());
      }
      if (key != null) {
        if (key.id() != null && !used.add(key.id())) {
          throw new Rejected("two keys with the same id");
        }
        set.keys.add(key);
        set.listed.add(members.get(i));
      }
    }
    if (set.keys.isEmpty() && !members.isEmpty()) {
      throw new Rejected("no key of the set can be used");
    }
    return set;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whether every key of an earlier set stands here unchanged. */
  boolean holdsAllOf(KeySet earlier) {
    return listed.containsAll(earlier.listed);
  }

  /**
   * The key for a token: the one that its id names, or, for a token that names none, the only one
   * that fits.
   */
  @Nullable VerificationKey find(@Nullable String id, String algorithm) {
    VerificationKey found = null;
    for (VerificationKey key : keys) {
      boolean fits = key.verifies(algorithm) && (id == null || id.equals(key.id()));
      if (fits && found != null) {
        return null;
      }
      found = fits ? key : found;
    }
    return found;
  }

  /**
   * Whether a token asks for a key that this set knows nothing of: only then is it worth a look for
   * a newer set.
   */
  boolean lacks(@Nullable String id, String algorithm) {
    return id == null ? keys.stream().noneMatch(key -> key.verifies(algorithm)) : !ids.contains(id);
  }
}
