package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.Fetched;
import io.bartizan.engine.outbound.SecretFile;
import io.bartizan.engine.outbound.Transfer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON objects to one URL and reads JSON objects back, each over a connection of its own:
 * strictly, within bounds, and by nothing that the application has set for its own connections.
 */
public final class JsonPost implements AutoCloseable {

  private final String url;
  private final ServerTrust trust;
  private final @Nullable SecretFile authorization;
  private final int readMillis;
  private final AtomicReference<@Nullable Transfer> running = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * A way to one URL.
   *
   * @param url https, or http on this machine
   * @param trust the file of the authorities that its certificate may come from; null for the JVM's
   * @param authorization the value of {@code Authorization}; null to send none
   * @param readMillis how long to wait for each part of an answer
   * @throws KeySetException if the certificates can't be used
   */
  public JsonPost(
      String url, @Nullable String trust, @Nullable SecretFile authorization, int readMillis)
      throws KeySetException {
    this.url = url;
    this.trust = ServerTrust.of(trust);
    this.authorization = authorization;
    this.readMillis = readMillis;
  }

  /**
   * Sends an object and waits for the answer; one at a time.
   *
   * @param json in ASCII
   * @return the members of the answer
   * @throws IOException if there is none, it is not answered with 200, or is no JSON object of at
   *     most 50 KiB
   */
  public Map<String, Object> send(String json) throws IOException {
    Transfer mine = new Transfer(System.nanoTime(), trust.authorities());
    running.set(mine);
    try {
      if (closed) {
        throw new IOException("nothing is sent any more");
      }
      String secret = authorization == null ? null : authorization.read();
      Fetched answer = mine.post(url, "application/json", json, secret, readMillis);
      return StrictJson.object(answer.body());
    } catch (Rejected malformed) {
      throw new IOException(malformed.reason(), malformed);
    } finally {
      running.set(null);
    }
  }

  /** Ends what is under way; nothing is sent any more. */
  @Override
  public void close() {
    closed = true;
    Transfer now = running.get();
    if (now != null) {
      now.cut();
    }
  }
}
