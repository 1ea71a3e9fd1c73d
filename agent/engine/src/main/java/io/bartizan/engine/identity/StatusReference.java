package io.bartizan.engine.identity;

import io.bartizan.policy.StatusList;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a token says that its status stands (Token Status List, 6.2). */
final class StatusReference {

  /** More tokens than any list can hold. */
  private static final BigDecimal MAX_INDEX = BigDecimal.valueOf(Integer.MAX_VALUE);

  private static final int MAX_URI = 2048;

  private final String uri;
  private final int index;

  private StatusReference(String uri, int index) {
    this.uri = uri;
    this.index = index;
  }

  /**
   * What a token's claims say.
   *
   * @param lists which lists the policy lets it name; null if its issuer has none: what it says of
   *     any is not looked at then
   * @return null if there is nothing to look at
   * @throws Rejected if it names no list and must, or one in a way that is not understood, or one
   *     that the policy does not have: that one is never fetched
   */
  static @Nullable StatusReference of(Map<String, Object> claims, @Nullable StatusList lists)
      throws Rejected {
    if (lists == null) {
      return null;
    }
    if (!claims.containsKey("status")) {
      if (lists.required()) {
        throw new Rejected("no status");
      }
      return null;
    }
    Object status = claims.get("status");
    Object list = status instanceof Map ? ((Map<?, ?>) status).get("status_list") : null;
    if (!(list instanceof Map)) {
      throw new Rejected("no status list");
    }
    Object uri = ((Map<?, ?>) list).get("uri");
    if (!(uri instanceof String)
        || ((String) uri).length() > MAX_URI
        || !lists.allows((String) uri)) {
      throw new Rejected("status list of another place");
    }
    return new StatusReference((String) uri, index(((Map<?, ?>) list).get("idx")));
  }

  private static int index(@Nullable Object value) throws Rejected {
    if (value instanceof BigDecimal) {
      BigDecimal number = (BigDecimal) value;
      if (number.scale() == 0 && number.signum() >= 0 && number.compareTo(MAX_INDEX) <= 0) {
        return number.intValue();
      }
    }
    throw new Rejected("status index");
  }

  /** The list, one that the policy has. */
  String uri() {
    return uri;
  }

  /** The token's place in it, 0 for the first. */
  int index() {
    return index;
  }
}
