package io.bartizan.agent.weave;

import io.bartizan.agent.start.Starter;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where premain enters the isolated loader. */
public final class Weaving {

  private Weaving() {}

  /** Registers the weaver; reads and starts nothing yet. */
  public static void install(
      @Nullable String policy, Instrumentation instrumentation, File agentJar) {
    String argument = policy == null || policy.trim().isEmpty() ? null : policy.trim();
    instrumentation.addTransformer(new Weaver(new Starter(argument, agentJar)), true);
  }
}
