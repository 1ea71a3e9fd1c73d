package io.bartizan.agent.weave;

import io.bartizan.agent.start.Starter;
import io.bartizan.instrumentation.JoinPoint;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, and weaves the few that hold a join point. The first of them
 * starts the agent. A class that holds one and can't be woven must not run: malformed bytes are
 * returned for it, and the JVM refuses to load them.
 */
final class Weaver implements ClassFileTransformer {

  /** Not a class file (JVMS 4.1 demands 0xCAFEBABE): loading ends in a ClassFormatError. */
  private static final byte[] UNLOADABLE = {'b', 'a', 'r', 't', 'i', 'z', 'a', 'n'};

  private final Candidates candidates;
  private final ClassLoader own = Weaver.class.getClassLoader();
  private final Starter starter;
  private final Woven woven;

  Weaver(Candidates candidates, Starter starter, Woven woven) {
    this.candidates = candidates;
    this.starter = starter;
    this.woven = woven;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null && EarlyClasses.listens(name)) {
      starter.watchPorts();
    }
    if (loader == own || name == null || (loader == null && ofTheJdk(name))) {
      return null;
    }
    List<JoinPoint> points = candidates.of(name, bytes);
    if (points.isEmpty()) {
      return null;
    }
    JoinPoint first = points.get(0);
    try {
      if (first.type() != null && first.renaming().sure()) {
        starter.soon();
      }
      Inliner.Result result = Inliner.weave(name, bytes, loader, points);
      if (result == null) {
        if (!first.renaming().sure() && !first.optional()) {
          starter.unknown(name);
        }
        return null;
      }
      woven.add(loader, name.replace('/', '.'), result.points);
      if (redefined == null || first.type() != null) {
        starter.woven(domain, name.replace('/', '.'), result.points.get(0));
      }
      return result.bytes;
    } catch (Throwable failed) {
      return unweavable(name, failed, redefined);
    }
  }

  private byte @Nullable [] unweavable(
      String name, Throwable failed, @Nullable Class<?> redefined) {
    boolean enforcing = starter.unweavable(name, failed, redefined != null);
    return enforcing ? UNLOADABLE.clone() : null;
  }

  /**
   * Nearly all that the boot loader defines; but a server can be put onto its path as well, and the
   * JDK's own is there in Java 8.
   */
  private static boolean ofTheJdk(String name) {
    return name.startsWith("java/")
        || name.startsWith("jdk/")
        || ((name.startsWith("sun/") || name.startsWith("com/sun/"))
            && !name.contains("/net/httpserver/"));
  }
}
