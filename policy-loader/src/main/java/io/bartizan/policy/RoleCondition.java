package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When a role of {@code roles:} holds. Two forms, both valid CEL: {@code 'value' in token.a.b} and
 * {@code token.a.b == 'value'}.
 */
public final class RoleCondition {

  private final List<String> claim;
  private final String value;
  private final boolean member;

  /**
   * A condition.
   *
   * @param claim the members to walk from the token's claims, at least one
   * @param member true for {@code in}, false for {@code ==}
   */
  public RoleCondition(List<String> claim, String value, boolean member) {
    this.claim = Collections.unmodifiableList(new ArrayList<>(claim));
    this.value = value;
    this.member = member;
  }

  /** The members to walk from the token's claims. */
  public List<String> claim() {
    return claim;
  }

  /** The value to find. */
  public String value() {
    return value;
  }

  /** True where the claim is a list that must contain the value, false where it must equal it. */
  public boolean member() {
    return member;
  }
}
