package io.bartizan.netty.connection;

import io.bartizan.exchange.CanonicalPath;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a connection, and what became of it. Written by the channel's event loop only;
 * others read how the response stands.
 */
public abstract class ConnectedExchange extends Exchange {

  private final Connection connection;

  private @Nullable List<String> added;
  private @Nullable Permit permit;
  private @Nullable Answer answer;
  private boolean admitted;
  private boolean suspended;
  private volatile boolean streaming;
  private volatile int status;
  private volatile long bytes;
  private volatile boolean committed;

  /** A request that came by this connection. */
  protected ConnectedExchange(Connection connection) {
    this.connection = connection;
  }

  /** Has it decided anew, on the channel's event loop; called from any thread. */
  protected abstract void takeUp();

  @Override
  public String server() {
    return connection.server;
  }

  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String path() {
    String target = rawTarget();
    return CanonicalPath.of(target == null ? "" : target);
  }

  @Override
  public String scheme() {
    return connection.scheme;
  }

  @Override
  public int localPort() {
    return connection.localPort;
  }

  @Override
  public String peerAddress() {
    return connection.peerAddress;
  }

  @Override
  public int peerPort() {
    return connection.peerPort;
  }

  @Override
  public byte @Nullable [] peerCertificate() {
    return connection.peerCertificate();
  }

  /** The event loop never waits: the request does, and with it all that comes after it. */
  @Override
  public Runnable suspend() {
    suspended = true;
    return this::takeUp;
  }

  @Override
  public boolean streaming() {
    return streaming;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long bytesSent() {
    return bytes;
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public void addHeader(String name, String value) {
    List<String> more = added;
    if (more == null) {
      more = new ArrayList<>();
      added = more;
    }
    more.add(name);
    more.add(value);
  }

  /** Headers for the application's response, names and values in turn. */
  public List<String> added() {
    List<String> more = added;
    return more == null ? Collections.emptyList() : more;
  }

  /**
   * Has it decided: afterwards it is admitted, or answered, or it waits.
   *
   * @param point the join point of its version of HTTP
   * @param self what that point's adapter hangs on
   */
  public void decide(Judge judge, String point, Object self) {
    suspended = false;
    Object entered = Gate.enter(point, self, this, null, null);
    if (entered != null) {
      permit = judge.open(entered);
      admitted = true;
    } else if (answer == null && !waits()) {
      answer(Answer.UNAVAILABLE);
    }
  }

  /** Whether its decision ended without an outcome, and is to be made anew. */
  public boolean waits() {
    return suspended && !admitted && answer == null;
  }

  /** Whether it was let in, under a permit or, while observing, without. */
  public boolean admitted() {
    return admitted;
  }

  /** What it was let in under. */
  public @Nullable Permit permit() {
    return permit;
  }

  /** It is answered in the application's place, even if it was let in before. */
  public void answer(Answer instead) {
    admitted = false;
    answer = instead;
  }

  /** The answer in the application's place; null if there is none. */
  public @Nullable Answer answer() {
    return answer;
  }

  /** The head of its response is on its way. */
  public void responded(int code) {
    status = code;
    committed = true;
  }

  /** What its response consists of: a stream of events has no end of its own. */
  public void responds(@Nullable CharSequence contentType) {
    streaming = contentType != null && contentType.toString().startsWith("text/event-stream");
  }

  /** Its response is no message, but one half of a conversation that may go on for ever. */
  public void upgraded() {
    streaming = true;
  }

  /** More of its response's body is on its way. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void sent(long more) {
    bytes = bytes + more;
  }
}
