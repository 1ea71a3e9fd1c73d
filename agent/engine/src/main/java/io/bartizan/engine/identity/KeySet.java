package io.bartizan.engine.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer (RFC 7517, 5), taken whole or not at all. */
final class KeySet {

  /** Larger sets are no issuer's. */
  static final int MAX_BYTES = 50 * 1024;

  private static final int MAX_KEYS = 100;

  private final List<VerificationKey> keys;

  /** The members of the keys as they were read. */
  private final Set<Object> listed;

  private KeySet(List<VerificationKey> keys, Set<Object> listed) {
    this.keys = keys;
    this.listed = listed;
  }

  /** Reads a set; a single unsafe or ambiguous key spoils it. */
  static KeySet parse(byte[] octets) throws Rejected {
    if (octets.length > MAX_BYTES) {
      throw new Rejected("larger than " + MAX_BYTES + " bytes");
    }
    Object listed = StrictJson.object(octets).get("keys");
    if (!(listed instanceof List) || ((List<?>) listed).size() > MAX_KEYS) {
      throw new Rejected("no list of keys");
    }
    List<VerificationKey> keys = new ArrayList<>();
    Set<Object> used = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Object member : (List<?>) listed) {
      if (!(member instanceof Map)) {
        throw new Rejected("a key that is no object");
      }
      @SuppressWarnings("unchecked") // JSON objects have text for names
      VerificationKey key = VerificationKey.of((Map<String, Object>) member);
      if (key != null) {
        String id = key.id();
        if (id != null && !ids.add(id)) {
          throw new Rejected("two keys with the same id");
        }
        keys.add(key);
        used.add(member);
      }
    }
    return new KeySet(keys, used);
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
}
