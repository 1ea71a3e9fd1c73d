package io.bartizan.http.liberty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Asks whether a chain of Liberty's may listen, and tells that it does. */
public final class LibertyListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("liberty", self.getClass()) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws ReflectiveOperationException {
    int port = (Integer) self.getClass().getMethod("getActivePort").invoke(self);
    Object setting = field(self, "currentConfig");
    if (port <= 0 || setting == null) {
      return;
    }
    Object host = field(setting, "configHost");
    String bound = host == null || host.equals("*") ? null : host.toString();
    String protocol = Boolean.TRUE.equals(field(self, "isHttps")) ? "https" : "http";
    Method stop = self.getClass().getMethod("stop");
    judge.opened("liberty", port);
    whenStarted(
        self,
        () -> {
          judge.listening("liberty", protocol, bound, port, () -> stop(stop, self));
          return null;
        });
  }

  /**
   * A chain says that it has started, and its port listens only when all of the server has, by a
   * task that was queued before this one.
   */
  private static void whenStarted(Object chain, Callable<@Nullable Void> tell)
      throws ReflectiveOperationException {
    Class.forName(
            "com.ibm.websphere.channelfw.osgi.CHFWBundle", false, chain.getClass().getClassLoader())
        .getMethod("runWhenServerStarted", Callable.class)
        .invoke(null, tell);
  }

  private static @Nullable Object field(Object of, String name)
      throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static void stop(Method stop, Object chain) {
    try {
      stop.invoke(chain);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("a chain could not be stopped", failed);
    }
  }
}
