package io.bartizan.servlet;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What must be woven before a server may serve: the manifest that the agent checks when a server
 * begins to listen. A requirement is met when one of its alternatives is woven whole.
 */
public final class Requirement {

  private final List<List<String>> alternatives;
  private final List<String> types;

  private Requirement(List<String> types, List<List<String>> alternatives) {
    this.types = Collections.unmodifiableList(types);
    this.alternatives = Collections.unmodifiableList(alternatives);
  }

  /**
   * The manifest of a server.
   *
   * @param server {@code tomcat} or {@code jetty}
   */
  public static List<Requirement> of(String server) {
    Requirement guard =
        new Requirement(
            Arrays.asList("javax.servlet.http.HttpServlet", "jakarta.servlet.http.HttpServlet"),
            Arrays.asList(
                Collections.singletonList("javax.servlet"),
                Collections.singletonList("jakarta.servlet")));
    if (server.equals("tomcat")) {
      return Arrays.asList(
          new Requirement(
              Arrays.asList(
                  "org.apache.catalina.connector.CoyoteAdapter",
                  "org.apache.catalina.connector.Request"),
              Collections.singletonList(Arrays.asList("tomcat.request", "tomcat.end"))),
          guard);
    }
    Requirement choke =
        new Requirement(
            Arrays.asList(
                "org.eclipse.jetty.server.Server", "org.eclipse.jetty.server.HttpChannel"),
            Arrays.asList(
                Arrays.asList("jetty9.request", "jetty9.async", "jetty9.end"),
                Collections.singletonList("jetty12.request")));
    // Jetty serves without any servlet too: the guard is asked for where its API is present.
    return Arrays.asList(choke, guard);
  }

  /**
   * The types that hold the join points. Those that a class loader has are loaded before it is
   * asked what is woven; if it has none, the requirement does not concern it.
   */
  public List<String> types() {
    return types;
  }

  /** Names of join points, in sets of which one must be woven whole. */
  public List<List<String>> alternatives() {
    return alternatives;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> alternative : alternatives) {
      text.append(text.length() == 0 ? "" : " or ").append(String.join(" + ", alternative));
    }
    return text.append(" in ").append(String.join(", ", types)).toString();
  }
}
