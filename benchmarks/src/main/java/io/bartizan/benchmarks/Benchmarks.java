package io.bartizan.benchmarks;

import io.bartizan.benchmarks.audit.AuditRun;
import io.bartizan.benchmarks.decision.ConditionRun;
import io.bartizan.benchmarks.decision.DecisionRun;
import io.bartizan.benchmarks.server.ServerRun;
import io.bartizan.benchmarks.start.StartRun;
import java.nio.file.Path;

/** The command line: which of the four things to measure, and how long. */
public final class Benchmarks {

  /** EX_USAGE would be 64; 2 is what the agent's own command line and most shells say. */
  private static final int USAGE = 2;

  private static final String HELP =
      """
      usage: benchmarks/run decision|condition|audit|server|start [options]

        decision   the whole decision in one process (JMH): hot and cold token, 10 to 10,000 rules
        condition  four comparisons (JMH), beside the reference implementation of CEL for Java
        audit      the audit trail (JMH): plain, sealed, encrypted
        server     one server without and with the agent, interleaved: throughput, CPU per request
        start      time to the first answer, and memory, without and with the agent

        --quick         a few seconds: shows that it runs, its figures mean nothing
        --starts=N      fresh JVMs for each contender (server 5, start 9)
        --seconds=N     measured seconds of each start (server 10)
        --warm=N        seconds of load before they are measured (server 12)
        --on=NAME       server, start: tomcat or netty (tomcat)
        --java=HOME     the JDK that the measured JVMs run on (the running one)
        --pin           server: the server's JVM on core 0, the load generator on core 1
        --agent=JAR     the agent to measure (agent/target/bartizan.jar)

      How to read what is printed: docs/reference/benchmarks.md\
      """;

  private Benchmarks() {}

  /** The repository's folder, then the arguments of {@code benchmarks/run}. */
  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(Path.of(arguments[0]), arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks: " + wrong.getMessage() + "\n" + HELP);
      System.exit(USAGE);
      return;
    }
    switch (options.what) {
      case "decision":
        DecisionRun.run(options);
        break;
      case "condition":
        ConditionRun.run(options);
        break;
      case "audit":
        AuditRun.run(options);
        break;
      case "server":
        ServerRun.run(options);
        break;
      default:
        StartRun.run(options);
    }
  }
}
