package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The web applications that Tomcat's archive brings, beside the one that is deployed. */
class TomcatAppsIT {

  private static final String POLICY =
      Policies.P0
          + """
            - name: docs
              allow: {method: [GET], path: /docs/**}
              who: anyone
            - name: examples
              allow: {path: /examples/**}
              who: [admin]
            - name: manager-logs-in-by-itself
              allow: {path: /manager/**}
              who: anyone
          """;

  @Test
  void appsOfTheArchive_areDecidedAndKeepTheirOwnLogIn() throws Exception {
    Tokens tokens = new Tokens();
    Distribution product = Products.lay("tomcat10");
    Distribution.edit(
        product.home.resolve("conf/tomcat-users.xml"),
        "</tomcat-users>",
        "<user username=\"op\" password=\"open\" roles=\"manager-script\"/></tomcat-users>");
    product.policy(POLICY, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      int port = server.port();
      assertEquals(200, Raw.patient(port, "/docs/index.html").status());
      assertEquals(401, Raw.patient(port, "/host-manager/html").status());
      examples(port, "Authorization: Bearer " + tokens.of("admin"));

      Raw.Reply challenged = Raw.patient(port, "/manager/text/list");
      assertEquals(401, challenged.status(), challenged.text);
      assertTrue(challenged.header("WWW-Authenticate").startsWith("Basic"), challenged.text);
      byte[] user = "op:open".getBytes(StandardCharsets.US_ASCII);
      String basic = "Authorization: Basic " + Base64.getEncoder().encodeToString(user);
      Raw.Reply list = Raw.patient(port, "/manager/text/list", basic);
      assertTrue(list.text.contains("OK - Listed applications"), list.text);
      Raw.Reply reloaded = Raw.patient(port, "/manager/text/reload?path=/examples", basic);
      assertTrue(reloaded.text.contains("OK - Reloaded"), reloaded.text);
      examples(port, "Authorization: Bearer " + tokens.of("admin"));

      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("UnprotectedTotal"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
    }
    Distribution.delete(product.home.getParent());
  }

  private static void examples(int port, String admin) throws Exception {
    for (String page :
        new String[] {
          "/examples/jsp/jsp2/el/basic-arithmetic.jsp",
          "/examples/jsp/forward/forward.jsp",
          "/examples/servlets/servlet/HelloWorldExample",
          "/examples/async/async0"
        }) {
      assertEquals(401, Raw.patient(port, page).status(), page);
      Raw.Reply reply = Raw.patient(port, page, admin);
      assertEquals(200, reply.status(), reply.text);
    }
  }
}
