package io.bartizan.engine.identity;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Claims that somebody types, read as strictly as those of a token. */
public final class StatedClaims {

  private StatedClaims() {}

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException if it is none, or has a name twice
   */
  public static Map<String, Object> parse(String json) {
    try {
      return StrictJson.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (Rejected rejected) {
      throw new IllegalArgumentException(rejected.reason(), rejected);
    }
  }
}
