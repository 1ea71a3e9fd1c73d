package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, as the container that received it understands them.
 *
 * <p>An adapter implements it over a container's own objects and does nothing but translate. The
 * getters answer for the time of the decision; only {@link #status()}, {@link #bytesSent()} and
 * {@link #committed()} change later.
 */
public abstract class Exchange {

  /** The container and its version, such as {@code tomcat 9.0.105}. */
  public abstract String server();

  /**
   * Whether the container is woven at a choke point of its own; otherwise what it runs before its
   * first filter or servlet is not covered.
   */
  public boolean chokePoint() {
    return true;
  }

  /**
   * Whether the container itself leads {@link #path()} to a handler. Where it does not, the
   * application reads the raw target in a way of its own, and what only a container would read
   * safely is ambiguous.
   */
  public boolean mapsPath() {
    return true;
  }

  /** The protocol as the container names it, such as {@code HTTP/1.1}. */
  public abstract String protocol();

  /** The request method exactly as sent. */
  public abstract String method();

  /** The request target exactly as sent (path, query, or absolute form); null where unknown. */
  public abstract @Nullable String rawTarget();

  /** The full path, context path included, as the container decoded and normalised it. */
  public abstract String path();

  /** The host asked for, as sent ({@code Host} or {@code :authority}, port included); or null. */
  public abstract @Nullable String host();

  /** {@code http} or {@code https}, as the connection has it. */
  public abstract String scheme();

  /** The port of the listening socket. */
  public abstract int localPort();

  /** The numeric address of the socket's peer, before any forwarding header is looked at. */
  public abstract String peerAddress();

  /** The port of the socket's peer. */
  public abstract int peerPort();

  /**
   * The address of its own client that the socket's peer reports outside of all headers, as AJP's
   * {@code remote_addr}: to be believed of trusted proxies only. Null where the protocol has none.
   */
  public @Nullable String reportedAddress() {
    return null;
  }

  /**
   * The certificate of the client at the other end of the connection, which it has proven to hold
   * when TLS began. Read for requests whose token is bound to one, and no others.
   *
   * @return its DER; null where the connection has none, or the container does not tell
   */
  public byte @Nullable [] peerCertificate() {
    return null;
  }

  /** All values of a header in the order received; empty if there is none. */
  public abstract String[] headers(String name);

  /** Whether the request announces a body (a length above 0, or a transfer coding). */
  public abstract boolean hasBody();

  /**
   * Takes the request out of its thread while its decision waits for something, where the thread
   * must not wait. If the decision then ends without an outcome, it is made anew once what comes
   * back has been run; if it goes on all the same, nothing has happened.
   *
   * @return what takes the request up again, on any thread; null where the thread may wait
   */
  public @Nullable Runnable suspend() {
    return null;
  }

  /** The status of the response as it stands. */
  public abstract int status();

  /** Bytes of the response body sent so far; -1 where the container does not tell. */
  public abstract long bytesSent();

  /** Whether the response's head has left for the client. */
  public abstract boolean committed();

  /**
   * Whether the response goes on for as long as both sides like, and is on its way: an upgraded
   * connection, or a stream of events. Such a one ends when what permitted it does.
   */
  public boolean streaming() {
    return false;
  }

  /**
   * Cuts off a response that is on its way, or not begun yet; on any thread. The application hears
   * of it as of a client that is gone. Does nothing where the container gives no way to.
   */
  public void cutOff() {}

  /** Sets a response header on a request that goes on. */
  public abstract void addHeader(String name, String value);

  /**
   * The application's own session that the request names, as its container keeps it: looked up, and
   * neither made nor touched. What else is asked about a session is asked of the one found first.
   *
   * @return its id; null if the request names none that is in force
   * @throws UnsupportedOperationException where sessions of this container, or of this kind, can't
   *     be adopted
   */
  public @Nullable String sessionId() throws Exception {
    throw new UnsupportedOperationException("sessions are not adopted on " + server());
  }

  /** When the session was made, in milliseconds since the epoch. */
  public long sessionCreatedMillis() {
    throw new UnsupportedOperationException("there is no session");
  }

  /**
   * The login that is kept in the session.
   *
   * @param kept who keeps it there: {@code container}, or {@code springSecurity}
   * @return the name, and then the roles; null if there is no such login
   */
  public String @Nullable [] sessionLogin(String kept) throws Exception {
    return null;
  }

  /** What {@link #noteSession} has kept in the session; null if nothing. */
  public @Nullable Object sessionNote() {
    return null;
  }

  /**
   * Keeps a text in the session, where it lives, moves and dies with it. No listener of the
   * application hears of it.
   *
   * @param before what must be kept there; null for nothing
   * @return false, and nothing has changed, if something else is kept there
   */
  public boolean noteSession(@Nullable Object before, String now) {
    throw new UnsupportedOperationException("there is no session");
  }

  /**
   * Whether the session has ended since it was found. On any thread, without waiting, and without
   * asking the application's code.
   */
  public boolean sessionOver() {
    return false;
  }

  /**
   * Takes the session from the request: the application sees it as if it had named none.
   *
   * @throws Exception unless that is so
   */
  public void setSessionAside() throws Exception {
    throw new UnsupportedOperationException("there is no session");
  }

  /** Ends the session for all requests, as the application's own logout would. */
  public void endSession() throws Exception {
    throw new UnsupportedOperationException("there is no session");
  }

  /**
   * Gives the application a request header in place of those of that name that came. Does nothing
   * where the container gives no way to.
   */
  public void replaceHeader(String name, String value) {}

  /**
   * Keeps the application from seeing any request header of that name. Does nothing where the
   * container gives no way to: {@link #headers} tells afterwards.
   */
  public void removeHeader(String name) {}

  /**
   * Lets the application see whom the request comes from, as if its container had found out by
   * itself. Called before any of the application's code runs.
   *
   * @param name the principal's; never empty
   * @param authType how it was proven, as {@code HttpServletRequest.getAuthType} would tell it
   * @param roles all that it has; may be empty
   * @return false where the container gives no way to, and then nothing has changed
   */
  public boolean propagate(String name, String authType, String[] roles) {
    return false;
  }

  /**
   * What the woven method goes on with in place of its request, for containers whose requests can't
   * be changed but only be wrapped.
   */
  public Object shown(Object request) {
    return request;
  }

  /**
   * Answers the request without the application: discards what is buffered, writes this response
   * and completes it. Where the response is committed, the connection is aborted instead.
   *
   * @param headers names and values in turn
   */
  public abstract void refuse(int status, String[] headers, byte[] body) throws Exception;
}
