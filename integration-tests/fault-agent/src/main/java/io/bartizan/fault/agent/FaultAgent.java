package io.bartizan.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.bartizan.fault.Faults;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A second agent that puts the switch into the methods of the first. */
public final class FaultAgent {

  private FaultAgent() {}

  /** Installs it; it must stand after the agent under test on the command line. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    File own =
        new File(FaultAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(own));
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .ignore(none())
        .type(
            nameStartsWith("io.bartizan.engine.")
                .or(nameStartsWith("io.bartizan.agent.adapt."))
                .or(nameStartsWith("io.bartizan.servlet."))
                .or(nameStartsWith("io.bartizan.policy.")))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Switch.class)
                        .on(
                            not(isAbstract())
                                .and(not(isNative()))
                                .and(not(isConstructor()))
                                .and(not(isTypeInitializer())))))
        .installOn(instrumentation);
  }

  /** Inlined at the start of each method. */
  static final class Switch {
    private Switch() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Origin("#t.#m") String name) {
      Faults.enter(name);
    }
  }
}
