package io.bartizan.engine.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that lists API keys: {@code {"keys": [{"id", "sha256", "principal", "roles",
 * "expires"}]}}. It holds no secret, but whoever writes it lets in whom they like.
 */
final class ApiKeyFile {

  static final int MAX_BYTES = 4 * 1024 * 1024;
  static final int MAX_KEYS = 10_000;

  private static final List<String> MEMBERS =
      Arrays.asList("id", "sha256", "principal", "roles", "expires");

  private ApiKeyFile() {}

  /**
   * Reads a file; keys by their ids.
   *
   * @throws Rejected if others may write it, or it is not what it must be; nothing of it counts
   *     then
   */
  static Map<String, ApiKey> read(Path file) throws IOException, Rejected {
    if (Files.size(file) > MAX_BYTES) {
      throw new Rejected("larger than " + MAX_BYTES + " bytes");
    }
    byte[] octets = Files.readAllBytes(file);
    if (writtenByOthers(file)) {
      throw new Rejected("others may write the file (chmod go-w)");
    }
    return parse(octets);
  }

  private static boolean writtenByOthers(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
  }

  static Map<String, ApiKey> parse(byte[] octets) throws Rejected {
    Map<String, Object> whole = StrictJson.object(octets);
    Object listed = whole.get("keys");
    if (!(listed instanceof List) || whole.size() > 1) {
      throw new Rejected("no object with a list of keys and nothing else");
    }
    List<?> entries = (List<?>) listed;
    if (entries.size() > MAX_KEYS) {
      throw new Rejected("more than " + MAX_KEYS + " keys");
    }
    Map<String, ApiKey> keys = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      try {
        Object entry = entries.get(i);
        if (!(entry instanceof Map)) {
          throw new Rejected("no object");
        }
        Map<?, ?> members = (Map<?, ?>) entry;
        String id = text(members, "id");
        if (!ApiKey.isId(id)) {
          throw new Rejected("'id' is not " + ApiKey.ID_LENGTH + " small letters and digits");
        }
        if (keys.put(id, key(members)) != null) {
          throw new Rejected("an id that stands twice");
        }
      } catch (Rejected wrong) {
        throw new Rejected("key " + (i + 1) + ": " + wrong.reason());
      }
    }
    return Collections.unmodifiableMap(keys);
  }

  private static ApiKey key(Map<?, ?> members) throws Rejected {
    for (Object name : members.keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new Rejected("unknown member '" + name + "'");
      }
    }
    String principal = text(members, "principal");
    if (principal.chars().anyMatch(Character::isISOControl)) {
      throw new Rejected("'principal' holds a control character");
    }
    return new ApiKey(
        hash(text(members, "sha256")), principal, roles(members.get("roles")), expiry(members));
  }

  private static long expiry(Map<?, ?> members) throws Rejected {
    try {
      return Instant.parse(text(members, "expires")).getEpochSecond();
    } catch (DateTimeException malformed) {
      throw new Rejected("'expires' is no time such as 2027-01-31T00:00:00Z");
    }
  }

  private static byte[] hash(String hex) throws Rejected {
    byte[] octets = new byte[32];
    boolean fits = hex.length() == 2 * octets.length;
    for (int i = 0; fits && i < octets.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      fits = high >= 0 && low >= 0;
      octets[i] = (byte) (high << 4 | low);
    }
    if (!fits) {
      throw new Rejected("'sha256' is not 64 hex digits");
    }
    return octets;
  }

  private static Set<String> roles(@Nullable Object listed) throws Rejected {
    Set<String> roles = new LinkedHashSet<>();
    if (listed == null) {
      return roles;
    }
    if (!(listed instanceof List)) {
      throw new Rejected("'roles' is no list");
    }
    for (Object role : (List<?>) listed) {
      if (!(role instanceof String) || ((String) role).isEmpty()) {
        throw new Rejected("'roles' is no list of texts");
      }
      roles.add((String) role);
    }
    return Collections.unmodifiableSet(roles);
  }

  private static String text(Map<?, ?> members, String name) throws Rejected {
    Object value = members.get(name);
    if (!(value instanceof String) || ((String) value).isEmpty()) {
      throw new Rejected("'" + name + "' is missing or no text");
    }
    return (String) value;
  }
}
