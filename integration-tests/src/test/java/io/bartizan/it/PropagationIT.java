package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The proven principal is the container's, too: its declarative roles and the application's own
 * questions are answered from token and policy, and a header that claims an identity is gone.
 */
@Execution(ExecutionMode.CONCURRENT)
class PropagationIT {

  private static final String[] SPOOFED = {
    "X-Remote-User: root",
    "x-remote-user: root",
    "X-REMOTE-USER: root",
    "X_Remote-User: root",
    "x_remote_user: root",
    "X-Remote-User:",
    "X-Remote_User: root"
  };

  private final Tokens tokens = new Tokens();
  private final Propagated propagated = new Propagated(tokens);

  PropagationIT() throws Exception {}

  private Server start(String name, String policy) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.policy = policy;
    plan.flags.add("-Dtestapp.declarative=true");
    Server server = Server.start(plan);
    server.warm(tokens);
    return server;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomcat85",
        "tomcat9",
        "tomcat10",
        "tomcat11",
        "jetty94",
        "jetty10",
        "jetty11",
        "jetty12-ee10"
      })
  void principal_isTheContainersToo(String name) throws Exception {
    try (Server server = start(name, Propagated.POLICY)) {
      propagated.asked(server);
      if (!name.startsWith("jetty12")) {
        propagated.declared(server, "/ops/who");
      }
      spoofed(server);
      reloaded(server);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
    }
  }

  private void spoofed(Server server) throws Exception {
    int port = server.port();
    for (String header : SPOOFED) {
      Raw.Reply alone = Raw.get(port, "/public/who?role=admin", header);
      assertEquals(200, alone.status(), header + alone.text + server.stderr());
      assertTrue(alone.text.contains("user=null"), alone.text);
      assertTrue(alone.text.contains("admin=false headers=[][]"), header + alone.text);
    }
    Raw.Reply often =
        Raw.get(
            port,
            "/public/who?role=admin",
            "X-Remote-User: root\r\nx-remote-user: a\r\nX_REMOTE_USER: b\r\nX-remote-User: c",
            propagated.token("bob", "stock"));
    assertTrue(often.text.contains("user=bob"), often.text);
    assertTrue(often.text.contains("headers=[][]"), often.text);
    server.await(
        e -> e.path("unmapped").path("notes").toString().contains("identity header X-Remote-User"));
  }

  private void reloaded(Server server) throws Exception {
    int port = server.port();
    server.reload(Propagated.POLICY.replace("version: 1", "version: 1\nmode: observe"));
    Raw.Reply observed =
        Raw.get(
            port,
            "/public/who?role=clerk",
            "X-Remote-User: root",
            propagated.token("ada", "sales"));
    assertTrue(observed.text.contains("user=null"), observed.text);
    assertTrue(observed.text.contains("headers=[root][]"), observed.text);
    server.reload(
        Propagated.POLICY
            .replace("[X-Remote-User]", "[X-Remote-User]\n  trustedProxies: [127.0.0.0/8]")
            .replaceAll("(?m)^.*deny.*$", ""));
    Raw.Reply trusted = Raw.get(port, "/public/who?role=clerk", "X-Remote-User: root");
    assertTrue(trusted.text.contains("headers=[root][]"), trusted.text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jersey2-tomcat9", "resteasy6-tomcat10", "cxf3-jetty94"})
  void securityContext_ofJaxRs_isTheContainers(String name) throws Exception {
    try (Server server = start(name, Propagated.POLICY)) {
      Raw.Reply clerk = Raw.get(server.port(), "/rs/public/who", propagated.token("ada", "sales"));
      // CXF names the scheme by itself.
      String scheme = name.startsWith("cxf") ? "BASIC" : "Bearer";
      assertTrue(
          clerk.text.contains("user=ada by=" + scheme + " clerk=true boss=false"),
          clerk.text + server.stderr());
      Raw.Reply free = Raw.get(server.port(), "/rs/public/who");
      assertTrue(free.text.contains("user=null by="), free.text);
      assertTrue(free.text.contains("clerk=false boss=false"), free.text);
    }
  }

  /** A server that can't show or remove says so, and lets nothing through that is not as said. */
  @ParameterizedTest
  @ValueSource(strings = {"netty42", "grizzly2", "jetty12-ee8", "jdkserver"})
  void serverThatCant_refusesRatherThanIgnore(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.policy = Propagated.POLICY;
    try (Server server = Server.start(plan)) {
      Raw.Reply known = Raw.patient(server.port(), "/public/a", propagated.token("ada", "sales"));
      assertEquals(503, known.status(), known.text + server.stderr());
      assertEquals(0, server.counts(known.clientPort)[4]);
      assertEquals(200, Raw.patient(server.port(), "/public/a").status());
      Raw.Reply spoofed = Raw.get(server.port(), "/public/a", "X_Remote_User: root");
      boolean removes = !name.equals("jdkserver");
      assertEquals(removes ? 200 : 400, spoofed.status(), spoofed.text);
      assertEquals(removes ? 1 : 0, server.counts(spoofed.clientPort)[4]);
      if (!name.startsWith("jetty")) {
        server.awaitStderr("BZ2030");
      }
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
  }

  /** Tomcat's own manager: a container-managed application whose web.xml names its roles. */
  @Test
  void unmodifiedApplication_withRolesInWebXml_hasThemFromTheToken() throws Exception {
    Distribution product = Products.lay("tomcat10");
    product.policy(Propagated.POLICY, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      int port = server.port();
      String manager =
          "Authorization: Bearer " + tokens.token("op", 600, List.of("manager-script"), Map.of());
      Raw.Reply list = Raw.patient(port, "/manager/text/list", manager);
      assertTrue(list.text.contains("OK - Listed applications"), list.text);
      Raw.Reply admin = Raw.patient(port, "/manager/text/list", propagated.token("ada", "sales"));
      assertEquals(403, admin.status(), admin.text);
      Raw.Reply nobody = Raw.patient(port, "/manager/text/list");
      assertEquals(401, nobody.status(), nobody.text);
      assertTrue(nobody.header("WWW-Authenticate").startsWith("Basic"), nobody.text);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
    Distribution.delete(product.home.getParent());
  }

  /** Servlets on Undertow, as Spring Boot has them: their deployment makes a context of its own. */
  @Test
  void undertowsServlets_haveThePrincipal() throws Exception {
    Distribution product = Products.lay("boot3-undertow");
    product.policy(Propagated.POLICY, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      propagated.asked(server);
      spoofed(server);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
    Distribution.delete(product.home.getParent());
  }
}
