package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerMetadataTest {

  private static final String SECURE = "https://idp.test/realms/shop";

  private final AtomicLong clock = new AtomicLong();
  private KeyServer server;
  private String issuer;
  private IssuerMetadata metadata;

  @BeforeEach
  void serve() throws IOException {
    server = new KeyServer(clock::get);
    issuer = server.url("/realms/shop");
    metadata = new IssuerMetadata(issuer, issuer + "/.well-known/openid-configuration", clock::get);
    server.behaviour =
        exchange ->
            KeyServer.answer(
                exchange,
                exchange
                        .getRequestURI()
                        .getPath()
                        .equals("/realms/shop/.well-known/openid-configuration")
                    ? 200
                    : 404,
                document(issuer, issuer + "/keys"));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static String document(String issuer, String keys) {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\",\"x\":[1,{\"y\":null}]}";
  }

  private String find() throws IOException, Rejected {
    return metadata.find(new KeyFetch(clock::get, ServerTrust.JDK));
  }

  @Test
  void find_goodDocument_namesTheKeys() throws Exception {
    assertEquals(issuer + "/keys", find());
  }

  @Test
  void find_keysThatMoved_areFollowed() throws Exception {
    find();
    server.serve(200, document(issuer, "https://keys.test/new"));
    assertEquals("https://keys.test/new", find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"issuer\":\"ISSUER\"}",
        "{\"jwks_uri\":\"https://keys.test/new\"}",
        "{\"issuer\":\"ISSUER/\",\"jwks_uri\":\"https://keys.test/new\"}",
        "{\"issuer\":\"https://evil.test\",\"jwks_uri\":\"https://keys.test/new\"}",
        "{\"issuer\":[\"ISSUER\"],\"jwks_uri\":\"https://keys.test/new\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":[\"https://keys.test/new\"]}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"http://keys.test/new\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"file:///etc/keys\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"keys\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"https://a@keys.test/new\"}",
        "{\"issuer\":\"x\",\"issuer\":\"ISSUER\",\"jwks_uri\":\"https://keys.test/new\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"https://keys.test/new\"} {}"
      })
  void find_brokenDocument_leavesTheLastGoodAddressForAnHour(String document) throws Exception {
    server.serve(200, document.replace("ISSUER", issuer));
    assertThrows(Rejected.class, this::find, "no address was ever good");
    server.serve(200, document(issuer, issuer + "/keys"));
    find();
    server.serve(200, document.replace("ISSUER", issuer));
    assertEquals(issuer + "/keys", find());
    clock.addAndGet(TimeUnit.MINUTES.toNanos(60));
    assertEquals(issuer + "/keys", find());
    clock.addAndGet(1);
    assertThrows(Rejected.class, this::find);
  }

  @Test
  void find_documentThatCannotBeHad_leavesTheLastGoodAddress() throws Exception {
    find();
    server.serve(302, "", "Location", issuer + "/elsewhere");
    assertEquals(issuer + "/keys", find());
    server.serve(200, " ".repeat(KeySet.MAX_BYTES) + document(issuer, "https://keys.test/new"));
    assertEquals(issuer + "/keys", find());
    server.close();
    assertEquals(issuer + "/keys", find());
  }

  @Test
  void read_secureIssuer_mayNotLeadToHttp() throws Exception {
    IssuerMetadata secure = new IssuerMetadata(SECURE, SECURE + "/x", clock::get);
    assertEquals(
        "https://keys.test/a", secure.read(StrictJson.object(octets("https://keys.test/a"))));
    Rejected refused =
        assertThrows(
            Rejected.class,
            () -> secure.read(StrictJson.object(octets("http://127.0.0.1:1/keys"))));
    assertTrue(refused.reason().contains("https to http"), refused.reason());
  }

  private static byte[] octets(String keys) {
    return document(SECURE, keys).getBytes(StandardCharsets.UTF_8);
  }
}
