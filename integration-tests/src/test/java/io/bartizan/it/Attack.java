package io.bartizan.it;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A recipe, minted; or why it is not. */
final class Attack {

  /** What the key server does in the rows about it, by the words of the row. */
  static final Map<String, String> ENDPOINTS =
      Map.of(
          "endpoint refuses", "refusing",
          "endpoint 30 s slow", "slow",
          "endpoint trickles 1 B/s", "trickle",
          "endpoint 10 MiB body", "large",
          "endpoint HTML", "html",
          "endpoint empty keys", "empty",
          "endpoint duplicate kid different keys", "duplicate",
          "endpoint 302 to other host", "redirect",
          "endpoint returns private keys", "private",
          "1 000 concurrent first requests with cold cache", "crowded");

  /** The issuer whose tokens must be of the type {@code at+jwt}. */
  static final String TYPED = "typed";

  /** Issuers whose key sets are good or hold a key that must not count. */
  static final List<String> SETS =
      List.of("main", "declared", "encrypting", "secp256k1", "exponent1", "exponent3", "secret");

  /** Rows that need what is not there yet, by their words, and where they are due. */
  private static final Map<String, String> LEFT =
      Map.of(
          "endpoint TLS wrong name", "run by KeyServerFaultsIT, as secure-other-name",
          "DNS rebinding to 169.254.169.254", "issue 7: needs a resolver that lies",
          "endpoint invalid JSON after rotation", "needs five minutes: a test of UrlKeys' clock",
          "rotation: old key withdrawn", "needs five minutes: a test of UrlKeys' clock");

  private static final Map<String, String> LEFT_GROUPS =
      Map.of(
          "dpop", "run by BoundTokensIT",
          "mtls", "run by BoundTokensIT",
          "totp", "issue 7: TOTP and step-up");

  final Recipe recipe;

  /** Values of Authorization; each alone must have the outcome. */
  final List<String> values;

  /** Why it was not minted; null if it was. */
  final String left;

  private Attack(Recipe recipe, List<String> values, String left) {
    this.recipe = recipe;
    this.values = values;
    this.left = left;
  }

  /**
   * Mints a recipe at a second of the epoch.
   *
   * @throws IllegalArgumentException if its words are not understood: no row is left out in silence
   */
  static Attack of(Recipe recipe, AttackKeys keys, int sink, long now) {
    // Whether JWE is switched on or not: there is no switch, and none is taken.
    boolean jwe = recipe.config.has("jwe");
    String reason = LEFT.get(recipe.mutate);
    if (reason == null) {
      reason = LEFT_GROUPS.get(recipe.group);
    }
    if (reason != null) {
      return new Attack(recipe, List.of(), reason);
    }
    if (!recipe.config.isEmpty() && !jwe) {
      throw new IllegalArgumentException("unknown config of " + recipe);
    }
    Draft draft = new Draft(recipe, keys, sink, now);
    String endpoint = ENDPOINTS.get(recipe.mutate);
    if (endpoint != null) {
      draft.claims.put("iss", Draft.issuer(endpoint));
      // With working keys it is the crowd's signatures that are no good.
      return endpoint.equals("crowded")
          ? new Attack(recipe, TokenMutations.of("signature = 0").apply(draft), null)
          : new Attack(recipe, List.of("Bearer " + draft.token()), null);
    }
    if (recipe.mutate.equals("at+jwt expected, got JWT")) {
      draft.claims.put("iss", Draft.issuer(TYPED));
      draft.header.put("typ", "JWT");
      return new Attack(recipe, List.of("Bearer " + draft.token()), null);
    }
    Function<Draft, List<String>> mutation = TokenMutations.of(recipe.mutate);
    mutation = mutation == null ? JsonMutations.of(recipe.mutate) : mutation;
    mutation = mutation == null ? JweMutations.of(recipe.mutate) : mutation;
    if (mutation == null) {
      throw new IllegalArgumentException("unknown mutation of " + recipe + ": " + recipe.mutate);
    }
    return new Attack(recipe, mutation.apply(draft), null);
  }

  boolean aboutTheKeyServer() {
    return recipe.group.equals("jwks");
  }

  @Override
  public String toString() {
    return recipe.toString();
  }
}
