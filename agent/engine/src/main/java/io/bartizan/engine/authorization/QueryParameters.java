package io.bartizan.engine.authorization;

import io.bartizan.policy.condition.Attributes;
import io.bartizan.policy.condition.Lookup;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query ({@code application/x-www-form-urlencoded} of the URL standard,
 * strict): one that can't be read makes all of them an error.
 */
final class QueryParameters {

  /** Characters of a query that is looked at. */
  static final int MAX_QUERY = 16_384;

  /** Parameters of it. */
  static final int MAX_PARAMETERS = 512;

  private final Map<String, List<String>> values;
  private final @Nullable Object fault;

  private QueryParameters(Map<String, List<String>> values, @Nullable Object fault) {
    this.values = values;
    this.fault = fault;
  }

  /** The query of a raw target, undecoded; null if there is none. */
  static @Nullable String raw(@Nullable String target) {
    int mark = target == null ? -1 : target.indexOf('?');
    return target == null || mark < 0 ? null : target.substring(mark + 1);
  }

  /** The parameters of a raw target. */
  static QueryParameters of(@Nullable String target) {
    String query = raw(target);
    if (query == null || query.isEmpty()) {
      return new QueryParameters(Collections.emptyMap(), null);
    }
    if (query.length() > MAX_QUERY) {
      return broken("the query is too long");
    }
    Map<String, List<String>> values = new HashMap<>();
    int count = 0;
    try {
      for (String part : query.split("&")) {
        if (part.isEmpty()) {
          continue;
        }
        if (++count > MAX_PARAMETERS) {
          return broken("the query has too many parameters");
        }
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      }
    } catch (CharacterCodingException malformed) {
      return broken("the query can't be decoded");
    }
    return new QueryParameters(values, null);
  }

  private static QueryParameters broken(String why) {
    return new QueryParameters(Collections.emptyMap(), Attributes.fault(why));
  }

  private static String decode(String text) throws CharacterCodingException {
    byte[] octets = new byte[3 * text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = Octets.octet(text, i, text.length());
        if (octet < 0) {
          throw new CharacterCodingException();
        }
        octets[length++] = (byte) octet;
        i += 2;
      } else if (c < 0x80) {
        octets[length++] = (byte) (c == '+' ? ' ' : c);
      } else {
        // Sent raw: read by some as UTF-8, by others octet by octet.
        throw new CharacterCodingException();
      }
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(octets, 0, length))
        .toString();
  }

  /** The value of a parameter that stands once: frameworks disagree on any other. */
  Lookup single() {
    return name -> {
      List<String> found = values.get(name);
      if (fault != null || found == null) {
        return fault;
      }
      return found.size() > 1
          ? Attributes.fault("the parameter stands more than once")
          : found.get(0);
    };
  }

  /** All values of a parameter. */
  Lookup all() {
    return name -> fault == null ? values.get(name) : fault;
  }
}
