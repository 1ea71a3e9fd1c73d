package io.bartizan.engine.alert;

import io.bartizan.engine.webhook.Webhook;
import io.bartizan.engine.webhook.WebhookException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts as signed messages to a URL. */
final class WebhookOutlet implements Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookOutlet.class);

  private final Webhook hook;

  /**
   * A way to a URL.
   *
   * @throws WebhookException if its key or certificates can't be used
   */
  WebhookOutlet(io.bartizan.policy.Webhook to) throws WebhookException {
    // The first alerts tell how it began.
    this.hook = Webhook.open(to, Webhook.Full.LOSE_NEWEST, why -> told(to.url(), why));
  }

  private static void told(String url, @Nullable String why) {
    if (why == null) {
      LOG.warn("the webhook {} takes alerts again", url);
    } else {
      LOG.warn("the webhook {} has not taken an alert ({}); it is sent again", url, why);
    }
  }

  @Override
  public void offer(Alert alert) {
    hook.offer(lost -> AlertForm.json(alert, lost));
  }

  @Override
  public @Nullable String attempt(Alert alert) throws InterruptedException {
    try {
      return hook.attempt(lost -> AlertForm.json(alert, lost));
    } catch (IOException unmade) {
      return unmade.toString();
    }
  }

  @Override
  public boolean idle() {
    return hook.idle();
  }

  @Override
  public long lost() {
    return hook.lost();
  }

  @Override
  public void drain(long millis) {
    hook.drain(millis);
  }

  @Override
  public void close() {
    hook.close();
  }
}
