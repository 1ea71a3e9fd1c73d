package io.bartizan.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.instrumentation.JoinPoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {

  private static final byte[] NOTHING = {};

  private final Candidates candidates = new Candidates(Worlds.joinPoints());

  @ParameterizedTest
  @ValueSource(strings = {"", "wiremock/", "a/b/c/"})
  void of_aServersClass_isFoundWhateverStandsInFrontOfIt(String prefix) {
    for (JoinPoint known : Worlds.joinPoints()) {
      String type = known.type();
      boolean jdk = type != null && (type.startsWith("sun.") || type.startsWith("com.sun."));
      if (type == null || !known.woven() || (jdk && !prefix.isEmpty())) {
        continue;
      }
      List<JoinPoint> found = candidates.of(prefix + type.replace('.', '/'), NOTHING);
      assertFalse(found.isEmpty(), prefix + type);
      for (JoinPoint point : found) {
        assertEquals(prefix.replace('/', '.') + type, point.type());
        assertEquals(prefix.isEmpty(), point.renaming().none());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/Server",
        "com/acme/server/Request",
        "com/acme/netty/DefaultChannelPipeline",
        "DefaultChannelPipeline",
        "java/io/netty/channel/DefaultChannelPipeline",
        "io/bartizan/netty/io/netty/channel/DefaultChannelPipeline"
      })
  void of_anotherClassThatSharesItsSimpleName_isNothing(String name) {
    assertTrue(candidates.of(name, NOTHING).isEmpty());
  }

  /** GlassFish's requests are Grizzly's, whatever its classes are called. */
  @ParameterizedTest
  @ValueSource(strings = {"CoyoteAdapter", "Request", "Connector"})
  void of_aClassOfTomcatsNameThatStandsOnGrizzly_isNothing(String name) {
    String type = "org/apache/catalina/connector/" + name;
    byte[] grizzlys =
        "..org/glassfish/grizzly/http/server/HttpHandler..".getBytes(StandardCharsets.US_ASCII);
    assertTrue(candidates.of(type, grizzlys).isEmpty());
    assertFalse(candidates.of(type, NOTHING).isEmpty());
  }

  /** It may be a servlet of an application's that is only called so. */
  @Test
  void of_aClassThatOnlySoundsLikeAServers_isPlacesAnywhereToo() {
    byte[] bytes =
        "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V"
            .getBytes(StandardCharsets.US_ASCII);
    int plain = candidates.of("org/eclipse/jetty/server/Server", bytes).size();
    assertEquals(plain, candidates.of("a/org/eclipse/jetty/server/Server", bytes).size());
    assertEquals(plain + 4, candidates.of("com/acme/jetty/server/Server", bytes).size());
    assertEquals(plain, candidates.of("com/acme/jetty/server/Server", NOTHING).size());
  }

  /** A method that takes a servlet's request betrays a guard's place, under any name of the API. */
  @ParameterizedTest
  @ValueSource(strings = {"javax", "jakarta", "wiremock/jakarta"})
  void of_aClassWithAMethodOfTheGuards_isPlacesAnywhere(String api) {
    String pool = "xx(L" + api + "/servlet/ServletRequest;L" + api + "/servlet/ServletResponse;)V";
    byte[] bytes = pool.getBytes(StandardCharsets.US_ASCII);
    assertEquals(4, candidates.of("com/acme/Servlet", bytes).size());
  }
}
