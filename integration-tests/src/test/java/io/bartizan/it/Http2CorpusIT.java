package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the path corpus that are for HTTP/2, field by field, on every way in which a server
 * on Netty is built, and on Undertow; and those that would change the protocol, where HTTP/2 stands
 * beside HTTP/1.
 */
@Execution(ExecutionMode.CONCURRENT)
class Http2CorpusIT {

  /** A row's path is the name of a method that is called: every name has a handler there. */
  private static final String GRPC = "grpc";

  /** The connections of these rows stay open, so that each of them is waited out. */
  private static final int UPGRADE_SILENT_MILLIS = 1000;

  private final Tokens tokens = new Tokens();

  Http2CorpusIT() throws Exception {}

  static Stream<Arguments> kinds() {
    List<Arguments> frameworks = new ArrayList<>();
    for (String framework : NettyFrameworksIT.HTTP1) {
      frameworks.add(Arguments.of(framework, "its own"));
    }
    frameworks.add(Arguments.of("undertow2", "its own"));
    for (String framework : NettyFrameworksIT.GRPC) {
      frameworks.add(Arguments.of(framework, GRPC));
    }
    return Stream.concat(Http2IT.kindsAndRenamed(), frameworks.stream());
  }

  static Stream<Arguments> withHttp1() {
    return kinds()
        .filter(kind -> !List.of("frames", "multiplex", "adapter", GRPC).contains(kind.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void corpus_ofHttp2_leaksNothing(String name, String kind) throws Exception {
    Http2Corpus corpus = new Http2Corpus(tokens, (wire, fields) -> send(wire, kind, fields));
    for (String policy : List.of("P0", "P3")) {
      try (Server server = Server.start(plan(name, kind, policy))) {
        corpus.run(name + " " + kind + " " + policy, server, policy.equals("P0"));
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("UnprotectedTotal"));
        assertEquals("0", server.jmx("Failures"));
        if (corpus.failures.isEmpty()) {
          Proven.embedded(name, server, Runtime.version().feature(), "HTTP/2");
        }
      }
    }
    assertEquals(List.of(), corpus.failures);
  }

  @ParameterizedTest
  @MethodSource("withHttp1")
  void corpus_ofUpgrades_leaksNothing(String name, String kind) throws Exception {
    Http2Corpus corpus = new Http2Corpus(tokens, Http2Corpus.PLAIN);
    try (Server server = Server.start(plan(name, kind, "P0"))) {
      for (JsonNode row : Http2Corpus.rows("upgrade")) {
        Raw.Reply reply =
            Raw.send(server.port(), corpus.filled(row.path("raw").asText()), UPGRADE_SILENT_MILLIS);
        assertTrue(reply.status() != 101, row.path("id") + ": " + reply.text);
        corpus.judge(name, row, server.counts(reply.clientPort), true);
      }
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
    assertEquals(List.of(), corpus.failures);
  }

  private Server.Plan plan(String name, String kind, String policy) {
    Server.Plan plan = new Server.Plan(name);
    boolean calls = kind.equals(GRPC) && policy.equals("P0");
    plan.policy = calls ? NettyFrameworksIT.GRPC_POLICY : Policies.of(policy);
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.pipeline=http2-" + kind);
    return plan;
  }

  /** As it is, or as the call that gRPC would make of it. */
  private static int send(Http2Wire wire, String kind, List<String[]> fields) throws Exception {
    if (!kind.equals(GRPC)) {
      return Http2Corpus.PLAIN.send(wire, fields);
    }
    List<String[]> call = new ArrayList<>();
    for (String[] field : fields) {
      boolean get = field[0].equals(":method") && field[1].equals("GET");
      call.add(get ? new String[] {":method", "POST"} : field);
    }
    call.add(new String[] {"content-type", "application/grpc"});
    call.add(new String[] {"te", "trailers"});
    int id = wire.send(call, false);
    wire.data(id, NettyFrameworksIT.MESSAGE, true);
    return id;
  }
}
