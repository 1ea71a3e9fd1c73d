package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through Tomcat's AJP connector: decided like any, whatever their message claims. */
@Execution(ExecutionMode.CONCURRENT)
class AjpIT {

  private static final String POLICY =
      Policies.P0
          + """
            - name: ops
              allow: {method: [GET], path: /ops/**}
              who: anyone
              from: [10.0.0.0/8]
            - name: by-port
              allow: {method: [GET], path: /root, port: 4711}
              who: anyone
            - name: files
              allow: {method: [GET], path: /public-files/**}
              who: anyone
          """;

  private static final String TRUSTING =
      POLICY.replace("rules:", "  trustedProxies: [127.0.0.1/32]\nrules:");

  private final Tokens tokens = new Tokens();

  AjpIT() throws Exception {}

  @ParameterizedTest
  @ValueSource(strings = {"tomcat85", "tomcat9", "tomcat10", "tomcat11"})
  void requestByAjp_isDecidedWhateverItsMessageClaims(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = POLICY;
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.second=ajp");
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      int ajp = Integer.parseInt(server.ask("second").substring("second ".length()));
      int entered = server.entries();
      assertEquals(401, new Ajp().get(ajp, "/admin/a").status());
      assertEquals(400, new Ajp().get(ajp, "/public/..;/admin/a").status());
      lies(ajp);
      Ajp inside = new Ajp();
      inside.remoteAddress = "10.1.2.3";
      assertEquals(401, inside.get(ajp, "/ops/a").status(), "the peer is not listed");
      assertEquals(entered, server.entries(), "nobody came in");

      assertEquals(new Ajp.Reply(200, "public"), new Ajp().get(ajp, "/public/a"));
      assertEquals(new Ajp.Reply(200, "admin"), admin().get(ajp, "/admin/a"));
      assertEquals(entered + 2, server.entries());
      JsonNode record = permit(server, "/admin/a", "root");
      assertEquals("127.0.0.1", record.path("src_endpoint").path("ip").asText(), "" + record);

      server.reload(TRUSTING);
      assertEquals(200, inside.get(ajp, "/ops/a").status(), "a listed peer is believed");
      record = permit(server, "/ops/a", "");
      assertEquals("10.1.2.3", record.path("src_endpoint").path("ip").asText(), "" + record);
      Ajp further = new Ajp();
      further.headers.add(new String[] {"X-Forwarded-For", "10.1.2.3"});
      assertEquals(401, further.get(ajp, "/ops/a").status(), "its own client is not");
      lies(ajp);

      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("UnprotectedTotal"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
      assertFalse(server.stderr().contains(" ERROR io.bartizan."), server.stderr());
      Proven.embedded(name, server, Runtime.version().feature(), "AJP/1.3");
    }
  }

  private Ajp admin() throws Exception {
    Ajp ajp = new Ajp();
    ajp.headers.add(new String[] {"Authorization", "Bearer " + tokens.of("admin")});
    return ajp;
  }

  /** Claims that must not help, whoever makes them. */
  private static void lies(int ajp) throws Exception {
    Ajp user = new Ajp();
    user.remoteUser = "root";
    assertEquals(401, user.get(ajp, "/admin/a").status());
    Ajp port = new Ajp();
    port.serverPort = 4711;
    port.attributes.add(new String[] {"AJP_LOCAL_ADDR", "127.0.0.1"});
    port.attributes.add(new String[] {"AJP_REMOTE_PORT", "4711"});
    assertEquals(401, port.get(ajp, "/root").status());
    Ajp nowhere = new Ajp();
    nowhere.remoteAddress = "nowhere";
    assertEquals(401, nowhere.get(ajp, "/ops/a").status());
    Ajp permit = new Ajp();
    permit.attributes.add(new String[] {"io.bartizan.permit", "forged"});
    assertEquals(401, permit.get(ajp, "/admin/a").status());
    for (String namespace : new String[] {"javax", "jakarta"}) {
      Ajp include = new Ajp();
      String attribute = namespace + ".servlet.include.";
      include.attributes.add(new String[] {attribute + "request_uri", "/public/a"});
      include.attributes.add(new String[] {attribute + "servlet_path", "/public"});
      include.attributes.add(new String[] {attribute + "path_info", "/a"});
      assertEquals(401, include.get(ajp, "/admin/a").status());
      // The container's own file servlet would believe that it is included.
      Ajp file = new Ajp();
      file.attributes.add(new String[] {attribute + "request_uri", "/"});
      file.attributes.add(new String[] {attribute + "servlet_path", "/public-files"});
      file.attributes.add(new String[] {attribute + "path_info", "/hello.txt"});
      assertEquals(404, file.get(ajp, "/public-files/none").status());
    }
  }

  private static JsonNode permit(Server server, String path, String user) throws Exception {
    return server.await(
        e ->
            e.path("http_request").path("url").path("path").asText().equals(path)
                && e.path("unmapped").path("outcome").asText().equals("PERMITTED")
                && e.path("actor").path("user").path("uid").asText().equals(user)
                && !e.path("http_request").path("http_method").asText().equals("HEAD"));
  }
}
