package io.bartizan.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where a token holds a claim, as a policy says it. */
public final class ClaimPath {

  private ClaimPath() {}

  /**
   * The names of the claims, from the outermost in: {@code realm_access.roles} is the claim {@code
   * roles} in the claim {@code realm_access}. A name that is a URI, as issuers choose them so that
   * they can't collide (RFC 7519, 4.2), is one name whatever dots it has: {@code
   * https://shop.example/roles}.
   */
  public static List<String> of(String text) {
    return text.contains("://") || text.startsWith("urn:")
        ? Collections.singletonList(text)
        : Collections.unmodifiableList(Arrays.asList(text.split("\\.")));
  }
}
