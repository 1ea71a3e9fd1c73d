package io.bartizan.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.bartizan.fault.Faults;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import org.jspecify.annotations.Nullable;

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
        .with((AgentBuilder.LocationStrategy) (loader, module) -> bytesFor(loader))
        // A class without the switch would be swept in name only: tests look for this line.
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(
            nameStartsWith("io.bartizan.engine.")
                .or(nameStartsWith("io.bartizan.agent.adapt."))
                .or(nameStartsWith("io.bartizan.servlet."))
                .or(nameStartsWith("io.bartizan.jaxrs."))
                .or(nameStartsWith("io.bartizan.http."))
                .or(nameStartsWith("io.bartizan.exchange."))
                .or(nameStartsWith("io.bartizan.netty."))
                .or(nameStartsWith("io.bartizan.policy."))
                .or(nameStartsWith("java.bartizan.")))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Switch.class)
                        .on(not(isAbstract()).and(not(isNative())).and(not(isTypeInitializer())))))
        .installOn(instrumentation);
  }

  /**
   * The agent's loaders show only part of what their classes stand on: the platform's classes are
   * missing from one, and its own from the loader of adapters, which that one defines.
   */
  private static ClassFileLocator bytesFor(@Nullable ClassLoader loader) {
    List<ClassFileLocator> places = new ArrayList<>();
    places.add(ClassFileLocator.ForClassLoader.ofPlatformLoader());
    if (loader != null) {
      places.add(ClassFileLocator.ForClassLoader.of(loader));
      ClassLoader definer = loader.getClass().getClassLoader();
      if (definer != null) {
        places.add(ClassFileLocator.ForClassLoader.of(definer));
      }
    }
    return new ClassFileLocator.Compound(places);
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
