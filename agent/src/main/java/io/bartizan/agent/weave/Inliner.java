package io.bartizan.agent.weave;

import static net.bytebuddy.matcher.ElementMatchers.hasDescriptor;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Point;
import io.bartizan.instrumentation.Renaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Inlines the advice of join points into one class. Loaded with the first class that needs it. */
final class Inliner {

  private static final ByteBuddy BYTE_BUDDY =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);

  /** Advice is read from its bytes: reflection would make a proxy of each annotation in it. */
  private static final ClassFileLocator OWN =
      ClassFileLocator.ForClassLoader.of(Inliner.class.getClassLoader());

  private static final TypePool OWN_TYPES =
      new TypePool.Default(
          new TypePool.CacheProvider.Simple(),
          OWN,
          TypePool.Default.ReaderMode.FAST,
          TypePool.ClassLoading.ofPlatformLoader());

  private Inliner() {}

  /** A woven class, and what was woven into it. */
  static final class Result {
    final byte[] bytes;
    final List<JoinPoint> points;

    Result(byte[] bytes, List<JoinPoint> points) {
      this.bytes = bytes;
      this.points = points;
    }
  }

  /**
   * Weaves a class.
   *
   * @return null if it holds none of the join points after all
   * @throws IllegalStateException if a type that is surely the one that is named lacks every method
   *     it is named for
   */
  static @Nullable Result weave(
      String name, byte[] bytes, @Nullable ClassLoader loader, List<JoinPoint> points)
      throws ClassNotFoundException {
    String typeName = name.replace('/', '.');
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(typeName, bytes),
            ClassFileLocator.ForClassLoader.of(loader));
    TypePool pool = TypePool.Default.of(locator);
    TypeDescription type = pool.describe(typeName).resolve();
    List<JoinPoint> held = held(type, points);
    if (held.isEmpty()) {
      JoinPoint first = points.get(0);
      if (first.type() != null && !first.optional() && first.renaming().sure()) {
        throw new IllegalStateException("an unknown version: no known method in " + typeName);
      }
      return null;
    }
    DynamicType.Builder<?> builder = BYTE_BUDDY.decorate(type, locator);
    for (JoinPoint point : held) {
      builder =
          builder.visit(
              Advice.withCustomMapping()
                  .bind(Point.class, point.name())
                  .to(OWN_TYPES.describe(point.advice()).resolve(), OWN)
                  .on(methodOf(point)));
    }
    return new Result(builder.make().getBytes(), held);
  }

  private static List<JoinPoint> held(TypeDescription type, List<JoinPoint> points) {
    List<JoinPoint> held = new ArrayList<>();
    for (JoinPoint point : points) {
      if (point.type() == null) {
        held.addAll(anywhere(type, point));
      } else if (has(type, point)) {
        held.add(point);
      } else if (!point.renaming().none() && has(type, sparingApis(point))) {
        held.add(sparingApis(point));
      }
    }
    return held;
  }

  /** Under each name that the API of a guard goes by in this class; nearly always one. */
  private static List<JoinPoint> anywhere(TypeDescription type, JoinPoint point) {
    Map<String, JoinPoint> held = new LinkedHashMap<>();
    for (MethodDescription method : type.getDeclaredMethods().filter(named(point.method()))) {
      Renaming renaming = Renaming.between(point.anchor(), first(method.getDescriptor()));
      JoinPoint here = renaming == null ? null : point.under(renaming);
      if (here != null && has(type, here)) {
        held.put(here.descriptor(), here);
      }
    }
    return new ArrayList<>(held.values());
  }

  /** The first parameter's class; empty if it is none. From the descriptor: nothing is loaded. */
  private static String first(String descriptor) {
    return descriptor.startsWith("(L")
        ? descriptor.substring(2, descriptor.indexOf(';')).replace('/', '.')
        : "";
  }

  private static JoinPoint sparingApis(JoinPoint renamed) {
    return renamed.under(renamed.renaming().sparingApis());
  }

  private static boolean has(TypeDescription type, JoinPoint point) {
    return !type.getDeclaredMethods().filter(methodOf(point)).isEmpty();
  }

  private static ElementMatcher.Junction<MethodDescription> methodOf(JoinPoint point) {
    return named(point.method()).and(hasDescriptor(point.descriptor())).and(not(isAbstract()));
  }
}
