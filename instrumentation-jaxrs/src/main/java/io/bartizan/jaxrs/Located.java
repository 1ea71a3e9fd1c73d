package io.bartizan.jaxrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locators that a request has gone through so far: their names, the roles that they ask for,
 * and the template that they make up.
 *
 * <p>A framework's request carries it in types of Java's own: each guard has been defined by a
 * loader of its own, and knows no other's classes.
 */
public final class Located {

  /** What a framework's request carries it by. */
  public static final String NAME = "io.bartizan.located";

  /** No locator. */
  public static final Located NOWHERE = new Located("", new String[0], new String[0][]);

  private final String template;
  private final String[] names;
  private final String[][] roles;

  private Located(String template, String[] names, String[][] roles) {
    this.template = template;
    this.names = names;
    this.roles = roles;
  }

  /** What a request carries; nowhere where that is nothing. */
  public static Located of(@Nullable Object carried) {
    if (!(carried instanceof Object[])) {
      return NOWHERE;
    }
    Object[] parts = (Object[]) carried;
    return new Located((String) parts[0], (String[]) parts[1], (String[][]) parts[2]);
  }

  /** For a request to carry. */
  public Object carried() {
    return new Object[] {template, names, roles};
  }

  /** One locator further, with its own part of the template. */
  public Located by(Resource locator, String further) {
    List<String> allNames = new ArrayList<>(Arrays.asList(names));
    allNames.addAll(Arrays.asList(locator.names()));
    List<String[]> allRoles = new ArrayList<>(Arrays.asList(roles));
    String[] asked = locator.roles();
    if (asked != null) {
      allRoles.add(asked);
    }
    return new Located(
        template + "/" + further,
        allNames.toArray(new String[0]),
        allRoles.toArray(new String[0][]));
  }

  /** Whether there was none yet. */
  public boolean nowhere() {
    return names.length == 0;
  }

  /** Their templates, one after the other; may be empty. */
  public String template() {
    return template;
  }

  String[] names() {
    return names;
  }

  String[][] roles() {
    return roles;
  }
}
