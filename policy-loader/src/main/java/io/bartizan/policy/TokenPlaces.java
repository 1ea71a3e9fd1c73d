package io.bartizan.policy;

import org.jspecify.annotations.Nullable;

/** Where a token may stand beside {@code Authorization} ({@code identity.tokens}). */
public final class TokenPlaces {

  /** Nowhere. */
  public static final TokenPlaces NONE = new TokenPlaces(null, null);

  private final @Nullable String header;
  private final @Nullable String cookie;

  /** A value with every part given. */
  public TokenPlaces(@Nullable String header, @Nullable String cookie) {
    this.header = header;
    this.cookie = cookie;
  }

  /** The header whose whole value is a token; null if there is none. */
  public @Nullable String header() {
    return header;
  }

  /** The cookie whose value is a token; null if there is none. */
  public @Nullable String cookie() {
    return cookie;
  }
}
