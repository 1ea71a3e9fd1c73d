package io.bartizan.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.bartizan.fault.Faults;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;

/** Puts the switch into the methods of the first. */
public final class FaultWeaver {

  private FaultWeaver() {}

  /** Installs it. */
  public static void install(Instrumentation instrumentation) {
    new AgentBuilder.Default(
            new ByteBuddy()
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .with(TypeValidation.DISABLED))
        .disableClassFormatChanges()
        .ignore(none())
        // The isolated loader shows only its own classes, and these stand on the platform's.
        .with(
            AgentBuilder.LocationStrategy.ForClassLoader.STRONG.withFallbackTo(
                ClassFileLocator.ForClassLoader.ofPlatformLoader()))
        // A class without the switch would be swept in name only: tests look for this line.
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(
            nameStartsWith("io.bartizan.engine.")
                .or(nameStartsWith("io.bartizan.agent.adapt."))
                .or(nameStartsWith("io.bartizan.servlet."))
                .or(nameStartsWith("io.bartizan.policy."))
                .or(nameStartsWith("java.bartizan.")))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Switch.class)
                        .on(not(isAbstract()).and(not(isNative())).and(not(isTypeInitializer())))))
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
