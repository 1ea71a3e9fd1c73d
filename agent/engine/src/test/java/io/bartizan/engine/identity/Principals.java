package io.bartizan.engine.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Principals without a token, for tests of what is decided of them. */
public final class Principals {

  private Principals() {}

  /** A principal with these claims; its id is their {@code sub}. */
  public static Principal of(Map<String, Object> claims, String... roles) {
    Map<String, Object> all = new LinkedHashMap<>(claims);
    String id = String.valueOf(all.getOrDefault("sub", "ada"));
    return new Principal(
        id,
        "https://issuer.test",
        null,
        Set.of(roles),
        new Claims(all),
        "hash",
        0,
        Long.MAX_VALUE,
        Confirmation.NONE);
  }
}
