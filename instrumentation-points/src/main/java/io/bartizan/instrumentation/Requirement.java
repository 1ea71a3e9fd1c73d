package io.bartizan.instrumentation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be woven before a server may serve: a line of the manifest that the agent checks when a
 * connector is about to listen. It is met when one of its alternatives is woven whole.
 */
public final class Requirement {

  private final boolean always;
  private final List<List<String>> alternatives;

  private Requirement(boolean always, List<List<String>> alternatives) {
    this.always = always;
    this.alternatives = Collections.unmodifiableList(alternatives);
  }

  /**
   * What must be woven in any case.
   *
   * @param alternatives join points as {@code TYPE#NAME}, in lists of which one must be woven whole
   */
  public static Requirement always(List<List<String>> alternatives) {
    return new Requirement(true, alternatives);
  }

  /** What must be woven where its type is present. */
  public static Requirement wherePresent(String place) {
    return new Requirement(false, Collections.singletonList(Collections.singletonList(place)));
  }

  /** Whether it must be met even where none of its types is present. */
  public boolean always() {
    return always;
  }

  /** The types that hold the join points. */
  public Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (List<String> alternative : alternatives) {
      for (String place : alternative) {
        types.add(place.substring(0, place.indexOf('#')));
      }
    }
    return types;
  }

  /** Join points as {@code TYPE#NAME}, in lists of which one must be woven whole. */
  public List<List<String>> alternatives() {
    return alternatives;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> alternative : alternatives) {
      text.append(text.length() == 0 ? "" : ", or ").append(String.join(" and ", alternative));
    }
    return text.toString();
  }
}
