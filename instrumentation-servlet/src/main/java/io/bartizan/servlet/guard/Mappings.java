package io.bartizan.servlet.guard;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that servlets are mapped to, remembered for each because containers copy them under
 * a lock. There is one entry for each name of a servlet in each context path, so that redeploying
 * replaces entries and adds none.
 */
final class Mappings {

  private static final String[] NONE = {};

  /** By context path, then by name. */
  private final ConcurrentMap<String, ConcurrentMap<String, Entry>> known =
      new ConcurrentHashMap<>();

  /** The mappings of a servlet with the context path in front; null where it is not registered. */
  String @Nullable [] of(ServletConfig config) {
    ServletContext context = config.getServletContext();
    String name = config.getServletName();
    if (context == null || name == null) {
      return null;
    }
    String path = String.valueOf(context.getContextPath());
    ConcurrentMap<String, Entry> names = known.get(path);
    if (names == null) {
      ConcurrentMap<String, Entry> made = new ConcurrentHashMap<>();
      ConcurrentMap<String, Entry> other = known.putIfAbsent(path, made);
      names = other == null ? made : other;
    }
    Entry entry = names.get(name);
    if (entry == null || entry.config.get() != config) {
      entry = new Entry(config, read(context, name));
      names.put(name, entry);
    }
    return entry.patterns.length == 0 ? null : entry.patterns;
  }

  private static String[] read(ServletContext context, String name) {
    ServletRegistration registration = context.getServletRegistration(name);
    Collection<String> declared = registration == null ? null : registration.getMappings();
    if (declared == null || declared.isEmpty()) {
      return NONE;
    }
    String[] patterns = declared.toArray(NONE);
    for (int i = 0; i < patterns.length; i++) {
      if (patterns[i].isEmpty()) {
        patterns[i] = context.getContextPath() + "/";
      } else if (patterns[i].startsWith("/")) {
        patterns[i] = context.getContextPath() + patterns[i];
      }
    }
    return patterns;
  }

  private static final class Entry {
    private final WeakReference<ServletConfig> config;
    private final String[] patterns;

    Entry(ServletConfig config, String[] patterns) {
      this.config = new WeakReference<>(config);
      this.patterns = patterns;
    }
  }
}
