package io.bartizan.agent.weave;

import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Requirement;
import io.bartizan.servlet.JoinPoints;
import io.bartizan.servlet.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The worlds of servers that are woven, taken together. A new world joins the others here. */
public final class Worlds {

  private static final List<JoinPoint> POINTS = points();
  private static final Map<String, List<Requirement>> MANIFEST = manifest();

  private Worlds() {}

  /** Every join point, in no order that matters. */
  public static List<JoinPoint> joinPoints() {
    return POINTS;
  }

  private static List<JoinPoint> points() {
    List<JoinPoint> points = new ArrayList<>(JoinPoints.all());
    points.addAll(io.bartizan.jaxrs.JoinPoints.all());
    points.addAll(io.bartizan.http.JoinPoints.all());
    points.addAll(io.bartizan.netty.JoinPoints.all());
    return Collections.unmodifiableList(points);
  }

  private static Map<String, List<Requirement>> manifest() {
    Map<String, List<Requirement>> servers = new LinkedHashMap<>(Manifest.byServer());
    servers.putAll(io.bartizan.http.Manifest.byServer());
    servers.putAll(io.bartizan.netty.Manifest.byServer());
    return Collections.unmodifiableMap(servers);
  }

  /** What must be woven before a server may listen; empty for one that has no manifest. */
  static List<Requirement> manifestOf(String server) {
    List<Requirement> known = MANIFEST.get(server);
    return known == null ? Collections.emptyList() : known;
  }

  /** The types that some requirement names: what is woven into others need not be remembered. */
  static Set<String> requiredTypes() {
    Set<String> types = new LinkedHashSet<>();
    for (List<Requirement> manifest : MANIFEST.values()) {
      for (Requirement requirement : manifest) {
        types.addAll(requirement.types());
      }
    }
    return types;
  }

  /** Whether a class of this name (dots or slashes) is an adapter, or belongs to one. */
  public static boolean ofAdapters(String name) {
    return in("servlet", name)
        || in("jaxrs", name)
        || in("http", name)
        || in("netty", name)
        || in("exchange", name);
  }

  private static boolean in(String world, String name) {
    return name.startsWith("io.bartizan." + world + ".")
        || name.startsWith("io/bartizan/" + world + "/");
  }
}
