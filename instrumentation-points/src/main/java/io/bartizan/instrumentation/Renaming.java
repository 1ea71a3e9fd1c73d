package io.bartizan.instrumentation;

import org.jspecify.annotations.Nullable;

/**
 * Where the packages of a server went when it was put into another jar under another name
 * ("shaded", "relocated"): mostly something stands in front of every name, sometimes the first part
 * of the names gave way to something else.
 *
 * <p>The names that are known are those of the servers' own jars; the actual ones are what classes
 * are called where they run. Both are with dots unless something else is said.
 */
public final class Renaming {

  /** Everything is called as it is known. */
  public static final Renaming NONE = new Renaming("", "", false);

  /** What the names of servers begin with. */
  private static final String[] SERVERS = {
    "io.netty.",
    "io.undertow.",
    "org.xnio.",
    "org.wildfly.extension.undertow.",
    "org.jboss.as.domain.http.server.",
    "org.eclipse.jetty.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.apache.cxf.",
    "org.apache.axis.",
    "org.apache.axis2.",
    "com.sun.xml.ws.",
    "org.glassfish.grizzly.",
    "org.glassfish.jersey.",
    "org.jboss.resteasy.",
    "com.ibm.ws.http.",
    "com.ibm.wsspi.http.",
    // No server: what stands between one and an application, and answers for it.
    "org.springframework.security.web."
  };

  /** What the names of the APIs begin with that applications are written against. */
  private static final String[] APIS = {
    "javax.servlet.", "jakarta.servlet.", "javax.ws.rs.", "jakarta.ws.rs."
  };

  /** What stays of a name's beginning where the rest of it gave way; nobody else is called so. */
  private static final String[][] KEPT = {
    {"io.netty.", "netty."}, {"org.eclipse.jetty.", "jetty."}
  };

  private final String from;
  private final String to;
  private final boolean sparesApis;

  private Renaming(String from, String to, boolean sparesApis) {
    this.from = from;
    this.to = to;
    this.sparesApis = sparesApis;
  }

  /** The renaming that puts a prefix, which ends in a dot or is empty, in front of every name. */
  public static Renaming below(String prefix) {
    return prefix.isEmpty() ? NONE : new Renaming("", prefix, false);
  }

  /**
   * How a class of a known name came to an actual one.
   *
   * @return null if it did not: the class is another one
   */
  public static @Nullable Renaming between(String known, String actual) {
    if (known.equals(actual)) {
      return NONE;
    }
    if (!begins(SERVERS, known) && !begins(APIS, known)) {
      return null;
    }
    if (actual.endsWith('.' + known)) {
      return below(actual.substring(0, actual.length() - known.length()));
    }
    for (String[] kept : KEPT) {
      if (known.startsWith(kept[0])) {
        String rest = known.substring(kept[0].length());
        if (actual.endsWith('.' + kept[1] + rest)) {
          String to = actual.substring(0, actual.length() - rest.length());
          return new Renaming(kept[0], to, false);
        }
      }
    }
    return null;
  }

  /** How a class of a server came to its actual name; {@link #NONE} where nothing tells. */
  public static Renaming of(String actual) {
    for (String[] roots : new String[][] {SERVERS, APIS}) {
      if (begins(roots, actual)) {
        return NONE;
      }
      for (String root : roots) {
        int at = actual.indexOf('.' + root);
        if (at >= 0) {
          return below(actual.substring(0, at + 1));
        }
      }
    }
    for (String[] kept : KEPT) {
      int at = actual.indexOf('.' + kept[1]);
      if (at >= 0) {
        return new Renaming(kept[0], actual.substring(0, at + 1) + kept[1], false);
      }
    }
    return NONE;
  }

  /** Whether a name (dots or slashes) is one that servers are known by. */
  private static boolean begins(String[] roots, String name) {
    String dotted = name.replace('/', '.');
    for (String root : roots) {
      if (dotted.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** Whether everything is called as it is known. */
  public boolean none() {
    return to.isEmpty();
  }

  /**
   * Whether nobody but the server itself can be called so: the whole known name stands behind a
   * prefix.
   */
  public boolean sure() {
    return from.isEmpty();
  }

  /** What stands in front of the names of APIs; ends in a dot, or is empty. */
  public String prefixOfApis() {
    return sure() && !sparesApis ? to : "";
  }

  /** The same for a server whose applications are written against APIs that stayed as they were. */
  public Renaming sparingApis() {
    return new Renaming(from, to, true);
  }

  /** The actual name (dots or slashes, as it is given) of what has a known one. */
  public String apply(String known) {
    if (none() || !concerns(known)) {
      return known;
    }
    boolean dots = known.indexOf('/') < 0;
    return (dots ? to : to.replace('.', '/')) + known.substring(from.length());
  }

  private boolean concerns(String known) {
    if (!sure()) {
      return known.replace('/', '.').startsWith(from);
    }
    return begins(SERVERS, known) || (!sparesApis && begins(APIS, known));
  }

  /** The name by which what is actually called so is known. */
  public String known(String actual) {
    return actual.startsWith(to) ? from + actual.substring(to.length()) : actual;
  }

  /** A descriptor (JVMS 4.3) with the actual names in it. */
  String descriptor(String known) {
    StringBuilder actual = new StringBuilder(known.length());
    int at = 0;
    while (at < known.length()) {
      int end = at + 1;
      if (known.charAt(at) == 'L') {
        end = known.indexOf(';', at);
        actual.append('L').append(apply(known.substring(at + 1, end)));
      } else {
        actual.append(known.charAt(at));
      }
      at = end;
    }
    return actual.toString();
  }

  /** For the eyes of a person: the package that took everything in, or the place of another one. */
  @Override
  public String toString() {
    if (none()) {
      return "as it is known";
    }
    String target = to.substring(0, to.length() - 1);
    return sure() ? "below " + target : from.substring(0, from.length() - 1) + " as " + target;
  }
}
