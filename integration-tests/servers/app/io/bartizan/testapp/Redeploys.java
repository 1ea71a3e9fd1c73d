package io.bartizan.testapp;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Counts how many class loaders of redeployed web applications are still alive. */
final class Redeploys {

  private static final int COLLECTIONS = 20;
  private static final long PAUSE_MILLIS = 50;

  private static final List<WeakReference<ClassLoader>> LOADERS = new ArrayList<>();

  private Redeploys() {}

  /** Commands {@code redeploy} (answers {@code redeployed}) and {@code loaders ENOUGH}. */
  static void obey(Callable<ClassLoader> redeploy) {
    Control.command(
        "redeploy",
        argument -> {
          LOADERS.add(new WeakReference<>(redeploy.call()));
          return "redeployed";
        });
    Control.command("loaders", argument -> "loaders " + alive(Integer.parseInt(argument)));
  }

  /** Collects garbage until no more than enough are left, for a second at most. */
  private static int alive(int enough) throws InterruptedException {
    int alive = LOADERS.size();
    for (int i = 0; i < COLLECTIONS && alive > enough; i++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
      alive = 0;
      for (WeakReference<ClassLoader> loader : LOADERS) {
        alive += loader.get() == null ? 0 : 1;
      }
    }
    return alive;
  }
}
