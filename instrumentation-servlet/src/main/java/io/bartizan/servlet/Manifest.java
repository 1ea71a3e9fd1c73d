package io.bartizan.servlet;

import io.bartizan.instrumentation.Requirement;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be woven of a servlet container before one of its connectors may listen. */
public final class Manifest {

  private static final String COYOTE = "org.apache.catalina.connector.";
  private static final String JETTY = "org.eclipse.jetty.server.";

  private Manifest() {}

  /** By the server's name. */
  public static Map<String, List<Requirement>> byServer() {
    Map<String, List<Requirement>> servers = new LinkedHashMap<>();
    servers.put(
        "tomcat",
        Arrays.asList(
            Requirement.always(
                Collections.singletonList(
                    Arrays.asList(
                        COYOTE + "CoyoteAdapter#tomcat.request", COYOTE + "Request#tomcat.end"))),
            guard("javax"),
            guard("jakarta")));
    servers.put(
        "jetty",
        Arrays.asList(
            Requirement.always(
                Arrays.asList(
                    Arrays.asList(
                        JETTY + "Server#jetty9.request",
                        JETTY + "Server#jetty9.async",
                        JETTY + "HttpChannel#jetty9.end"),
                    Collections.singletonList(JETTY + "Server#jetty12.request"))),
            guard("javax"),
            guard("jakarta")));
    return Collections.unmodifiableMap(servers);
  }

  /** Jetty serves without servlets too, and one namespace is enough: asked where it is present. */
  private static Requirement guard(String namespace) {
    return Requirement.wherePresent(
        namespace + ".servlet.http.HttpServlet#" + namespace + ".servlet");
  }
}
