package io.bartizan.engine.secevent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.bartizan.engine.identity.JsonPost;
import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.identity.StatementException.Fault;
import java.io.IOException;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches security event tokens (RFC 8936) on a daemon thread, and says of each whether it was
 * taken. A transmitter that keeps the request until there is an event is asked anew at once; one
 * that answers without any is asked twice a second.
 */
final class Poller implements AutoCloseable {

  /** A transmitter holds a request for so long at most; then it is asked anew. */
  static final int READ_MILLIS = 30_000;

  /** Tokens of one answer: with 8 KiB each they do not fit, but they have a tenth of it. */
  private static final int MAX_EVENTS = 16;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Whoever never stops sending must not have a processor for it. */
  private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  private final JsonPost post;
  private final Taking events;
  private final Told told;
  private final Thread thread;
  private final List<String> taken = new ArrayList<>();
  private final Map<String, StatementException> refused = new LinkedHashMap<>();
  private boolean failing;
  private long pause = PAUSE_NANOS;
  private volatile boolean closed;

  Poller(JsonPost post, Taking events, Told told) {
    this.post = post;
    this.events = events;
    this.told = told;
    this.thread = new Thread(this::run, "bartizan-event-poll");
    thread.setDaemon(true);
    thread.setContextClassLoader(Poller.class.getClassLoader());
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        turn();
      } catch (RuntimeException | Error unlucky) {
        // Out of memory, say, where a failure was told of: revocations must come in all the same.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** One poll, and the pause after it. */
  private void turn() {
    long began = System.nanoTime();
    boolean more = false;
    try {
      more = poll();
      pause = PAUSE_NANOS;
      recovered();
    } catch (IOException | RuntimeException | Error failed) {
      // Acknowledgements that were on their way are sent again: they are good more than once.
      boolean held =
          failed instanceof SocketTimeoutException
              && System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
      if (!held) {
        pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
        failed(failed);
      }
    }
    sleep(more ? BREATH_NANOS : pause - (System.nanoTime() - began));
  }

  private static void sleep(long nanos) {
    if (nanos <= 0) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException end) {
      // Closed, or nobody's: the loop looks which.
      LOG.debug("a pause between polls was cut short", end);
    }
  }

  /** Asks once; true if there is more to say or to fetch at once. */
  private boolean poll() throws IOException {
    Map<String, Object> answer = post.send(question());
    taken.clear();
    refused.clear();
    Object sets = answer.get("sets");
    if (sets instanceof Map) {
      ((Map<?, ?>) sets).forEach((id, token) -> take(String.valueOf(id), token));
    }
    return Boolean.TRUE.equals(answer.get("moreAvailable"))
        || !taken.isEmpty()
        || !refused.isEmpty();
  }

  private void take(String id, Object token) {
    try {
      if (!(token instanceof String)) {
        throw new StatementException(Fault.FORM, "no token");
      }
      events.take((String) token);
      taken.add(id);
    } catch (StatementException unfit) {
      told.refused(
          (unfit.fault() == Fault.UNAVAILABLE ? "event not judged, of " : "event refused, of ")
              + told.issuer()
              + ": "
              + unfit.reason());
      if (unfit.fault() != Fault.UNAVAILABLE) {
        refused.put(id, unfit);
      }
      // What can't be judged now is neither taken nor refused, and comes again.
    }
  }

  /** RFC 8936, 2.4: what was taken, what was not, and a wish for more. */
  private String question() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("maxEvents", MAX_EVENTS);
      // While there is something to say, its answer is not waited for.
      json.writeBooleanField("returnImmediately", !taken.isEmpty() || !refused.isEmpty());
      if (!taken.isEmpty()) {
        json.writeArrayFieldStart("ack");
        for (String id : taken) {
          json.writeString(id);
        }
        json.writeEndArray();
      }
      if (!refused.isEmpty()) {
        json.writeObjectFieldStart("setErrs");
        for (Map.Entry<String, StatementException> one : refused.entrySet()) {
          json.writeObjectFieldStart(one.getKey());
          json.writeStringField("err", EventError.code(one.getValue().fault()));
          json.writeStringField("description", one.getValue().reason());
          json.writeEndObject();
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private void failed(Throwable why) {
    if (closed) {
      return;
    }
    LOG.debug("a poll failed", why);
    if (!failing) {
      failing = true;
      told.refused("events can't be fetched, of " + told.issuer() + ": " + why);
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      told.note("events are fetched again, of " + told.issuer());
    }
  }

  @Override
  public void close() {
    closed = true;
    post.close();
    thread.interrupt();
  }
}
