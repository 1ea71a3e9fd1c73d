package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products started by their own scripts, with the flag where our page says it goes. */
class DistributionsIT {

  private final Tokens tokens = new Tokens();

  DistributionsIT() throws Exception {}

  static List<String> products() {
    return List.of(
        "tomcat9", "tomcat10", "tomcat11", "tomee8", "tomee9", "jetty94", "jetty10", "jetty12-ee8",
        "jetty12-ee10");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("products")
  void product_startedByItsOwnScript_isProtected(String name) throws Exception {
    Distribution product = Products.lay(name);
    product.policy(Policies.P0, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      Guarded.check(server, tokens);
      PathCorpus corpus = new PathCorpus(tokens);
      corpus.run(name, "-", "P0", server);
      assertEquals(List.of(), corpus.failures);
      Distribution.Said stop = product.stop(server);
      assertEquals(0, stop.exit(), stop.text());
      assertFalse(stop.text().contains("bartizan: "), stop.text());
      assertFalse(Distribution.listens(server.port()), "it has stopped");
      assertTrue(server.audit().size() > 0);
    }
  }
}
