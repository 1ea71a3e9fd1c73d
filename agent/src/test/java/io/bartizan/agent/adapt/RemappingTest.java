package io.bartizan.agent.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.instrumentation.Renaming;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemappingTest {

  private static byte[] adapter(String name) throws Exception {
    String path = "io/bartizan/" + name + ".class";
    try (InputStream in = RemappingTest.class.getClassLoader().getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void apply_nothingMoved_isTheAdapterItself() throws Exception {
    byte[] adapter = adapter("netty/pipeline/Role");
    assertSame(adapter, Remapping.of(Renaming.NONE, false, "", null).apply(adapter));
  }

  @Test
  void apply_aRenamedNetty_everyNameIsMovedAndThoseInConstantsToo() throws Exception {
    byte[] adapter = adapter("netty/pipeline/Role");
    assertTrue(text(adapter).contains("io.netty.handler.codec.http.HttpServerCodec"));
    Renaming renaming = Renaming.below("a.b.");
    byte[] twin = Remapping.of(renaming, false, "", null).apply(adapter);
    String text = text(twin);
    assertTrue(text.contains("a.b.io.netty.handler.codec.http.HttpServerCodec"), text);
    assertTrue(text.contains("a/b/io/netty/channel/ChannelHandler"), text);
    assertFalse(text.replace("a.b.io.netty", "").contains("io.netty."), text);
    assertFalse(text.replace("a/b/io/netty", "").contains("io/netty/"), text);
    assertTrue(text.contains("io/bartizan/netty/pipeline/Role"), text);
  }

  @Test
  void apply_aServerWhoseApiKeptItsName_theApiIsNotMoved() throws Exception {
    byte[] adapter = adapter("servlet/jetty/JettyDispatch");
    assertTrue(text(adapter).contains("javax/servlet/ServletContext"));
    String text = text(Remapping.of(Renaming.below("a."), true, "", null).apply(adapter));
    assertTrue(text.contains("jakarta/servlet/ServletContext"), text);
    assertFalse(text.contains("a/jakarta/servlet"), text);
    assertTrue(text.contains("a/org/eclipse/jetty/server/HttpChannel"), text);
  }

  /** What attributes are called there can't be known, so no guard may say where a request is. */
  @Test
  void of_aRenamedApiThatDoesNotTellItsAttributes_isNone() {
    assertThrows(
        ClassNotFoundException.class, () -> Remapping.of(Renaming.NONE, true, "absent.", null));
  }

  @ParameterizedTest
  @CsvSource({
    "javax.servlet.ServletRequest, javax.",
    "jakarta.servlet.http.HttpServletRequest, jakarta.",
    "wiremock.jakarta.servlet.ServletRequest, wiremock.jakarta.",
    "a.javax.ws.rs.core.UriInfo, a.javax.",
    "javax.sql.DataSource, ''",
    "notjavax.servlet.X, ''",
    "com.acme.Orders, ''"
  })
  void api_ofAType_isWhatItsNameBeginsWith(String type, String api) {
    assertEquals(api, Remapping.api(type));
  }
}
