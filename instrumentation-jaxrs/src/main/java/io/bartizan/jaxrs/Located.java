package io.bartizan.jaxrs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locators that a request has gone through so far, and the template that they make up. */
public final class Located {

  /** What a framework's request carries it by. */
  public static final String NAME = "io.bartizan.located";

  private static final Located NOWHERE = new Located(Collections.emptyList(), "");

  private final List<Resource> locators;
  private final String template;

  private Located(List<Resource> locators, String template) {
    this.locators = Collections.unmodifiableList(locators);
    this.template = template;
  }

  /** What a request carries; nowhere where that is nothing. */
  public static Located of(@Nullable Object carried) {
    return carried instanceof Located ? (Located) carried : NOWHERE;
  }

  /** One locator further. */
  public Located by(Resource locator, String further) {
    List<Resource> all = new ArrayList<>(locators);
    all.add(locator);
    return new Located(all, template + "/" + further);
  }

  /** The locators, the nearest last. */
  public List<Resource> locators() {
    return locators;
  }

  /** Their templates, one after the other; may be empty. */
  public String template() {
    return template;
  }
}
