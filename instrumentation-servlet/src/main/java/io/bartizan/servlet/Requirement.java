package io.bartizan.servlet;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be woven before a server may serve: a line of the manifest that the agent checks when a
 * connector is about to listen. It is met when one of its alternatives is woven whole.
 */
public final class Requirement {

  private static final String COYOTE = "org.apache.catalina.connector.";
  private static final String JETTY = "org.eclipse.jetty.server.";

  private static final List<Requirement> TOMCAT =
      Arrays.asList(
          new Requirement(
              true,
              Collections.singletonList(
                  Arrays.asList(
                      COYOTE + "CoyoteAdapter#tomcat.request", COYOTE + "Request#tomcat.end"))),
          guard("javax"),
          guard("jakarta"));

  private static final List<Requirement> JETTY_SERVER =
      Arrays.asList(
          new Requirement(
              true,
              Arrays.asList(
                  Arrays.asList(
                      JETTY + "Server#jetty9.request",
                      JETTY + "Server#jetty9.async",
                      JETTY + "HttpChannel#jetty9.end"),
                  Collections.singletonList(JETTY + "Server#jetty12.request"))),
          guard("javax"),
          guard("jakarta"));

  private final boolean always;
  private final List<List<String>> alternatives;

  private Requirement(boolean always, List<List<String>> alternatives) {
    this.always = always;
    this.alternatives = Collections.unmodifiableList(alternatives);
  }

  /** Jetty serves without servlets too, and one namespace is enough: asked where it is present. */
  private static Requirement guard(String namespace) {
    return new Requirement(
        false,
        Collections.singletonList(
            Collections.singletonList(
                namespace + ".servlet.http.HttpServlet#" + namespace + ".servlet")));
  }

  /**
   * The manifest of a server.
   *
   * @param server {@code tomcat} or {@code jetty}
   */
  public static List<Requirement> of(String server) {
    return server.equals("tomcat") ? TOMCAT : JETTY_SERVER;
  }

  /** The types that some requirement names: what is woven into others need not be remembered. */
  public static Set<String> allTypes() {
    Set<String> types = new LinkedHashSet<>();
    for (List<Requirement> manifest : Arrays.asList(TOMCAT, JETTY_SERVER)) {
      for (Requirement requirement : manifest) {
        types.addAll(requirement.types());
      }
    }
    return types;
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
