package io.bartizan.agent.weave;

import io.bartizan.agent.start.Starter;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where premain enters the isolated loader. */
public final class Weaving {

  private Weaving() {}

  /** Registers the weaver; reads and starts nothing yet. */
  public static void install(
      @Nullable String policy, Instrumentation instrumentation, File agentJar) {
    String argument = policy == null || policy.trim().isEmpty() ? null : policy.trim();
    Woven woven = new Woven();
    Starter starter = new Starter(argument, agentJar, woven);
    Candidates candidates = new Candidates(Worlds.joinPoints());
    instrumentation.addTransformer(new Weaver(candidates, starter, woven), true);
    if (EarlyClasses.listening(instrumentation)) {
      starter.watchPorts();
    }
    List<String> failed = EarlyClasses.weave(instrumentation, candidates);
    if (!failed.isEmpty()) {
      starter.unweavableEarly(failed);
    }
  }
}
