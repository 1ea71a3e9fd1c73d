package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.JsonPost;
import io.bartizan.engine.identity.KeySetException;
import io.bartizan.engine.identity.OwnSecret;
import io.bartizan.engine.identity.StatementVerifier;
import io.bartizan.engine.outbound.SecretFile;
import io.bartizan.engine.revocation.Revocations;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revocation.Listen;
import io.bartizan.policy.Revocation.Tls;
import io.bartizan.policy.RevocationSource;
import io.bartizan.policy.RevocationSource.Kind;
import io.bartizan.policy.SessionAccounts;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that takes word from identity providers, as the policy in force has it. */
public final class Reception {

  private final Revocations revocations;
  private final RevocationListener listener;
  private final Clock clock;
  private @Nullable Listener port;
  private @Nullable Ready inForce;

  /** A reception where nobody is received yet. */
  public Reception(Revocations revocations, RevocationListener listener, Clock clock) {
    this.revocations = revocations;
    this.listener = listener;
    this.clock = clock;
  }

  /** Sources that are ready to be put in force, or closed again. */
  public static final class Ready implements AutoCloseable {
    private final List<StatementVerifier> verifiers = new ArrayList<>();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final List<Poller> pollers = new ArrayList<>();
    private @Nullable Listener opened;
    private @Nullable ListenerTls tls;
    private @Nullable KeyLook looks;

    private Ready() {}

    private void start() {
      pollers.forEach(Poller::start);
      if (!verifiers.isEmpty()) {
        looks = new KeyLook(verifiers);
        looks.start();
      }
    }

    /** Gives up what was opened for it. */
    @Override
    public void close() {
      if (looks != null) {
        looks.close();
      }
      pollers.forEach(Poller::close);
      verifiers.forEach(StatementVerifier::close);
    }

    /** The same, and the port, of what was never put in force. */
    public void discard() {
      close();
      if (opened != null) {
        opened.close();
      }
    }
  }

  /**
   * Makes a policy's sources ready.
   *
   * @throws KeySetException if a file of keys, certificates or a secret can't be used
   * @throws ListenException if the port can't be opened, or its TLS can't be used
   */
  public Ready prepare(Revocation policy) throws KeySetException, ListenException {
    return prepare(policy, null);
  }

  /**
   * The same, where adopted sessions may be revoked as well.
   *
   * @param accounts whose accounts their users have; null if nobody tells of them
   * @throws KeySetException if a file of keys, certificates or a secret can't be used
   * @throws ListenException if the port can't be opened
   */
  public synchronized Ready prepare(Revocation policy, @Nullable SessionAccounts accounts)
      throws KeySetException, ListenException {
    Ready ready = new Ready();
    boolean whole = false;
    try {
      for (RevocationSource source : policy.sources()) {
        add(source, accounts, ready);
      }
      Listen where = policy.listen();
      Tls tls = policy.tls();
      ready.tls = tls == null ? null : ListenerTls.of(tls);
      if (where != null && !(port != null && port.where().toString().equals(where.toString()))) {
        ready.opened = open(where);
      }
      whole = true;
      return ready;
    } finally {
      if (!whole) {
        ready.discard();
      }
    }
  }

  private static Listener open(Listen where) throws ListenException {
    try {
      return new Listener(where);
    } catch (IOException | RuntimeException taken) {
      throw new ListenException(
          "error BZ2021: nothing can be received at "
              + where
              + ": "
              + taken.getMessage()
              + "\n  hint: name an address of this machine and a free port in"
              + " identity.revocation.listen",
          taken);
    }
  }

  private void add(RevocationSource source, @Nullable SessionAccounts accounts, Ready ready)
      throws KeySetException {
    boolean logout = source.kind() == Kind.LOGOUT;
    StatementVerifier verifier =
        new StatementVerifier(
            source.signer(),
            logout ? StatementVerifier.Kind.LOGOUT_TOKEN : StatementVerifier.Kind.SECURITY_EVENT,
            clock,
            System::nanoTime);
    ready.verifiers.add(verifier);
    boolean theirs = accounts != null && accounts.issuer().equals(source.issuer());
    Told told = new Told(source.issuer(), theirs ? accounts : null, revocations, listener);
    String file = source.authorizationFile();
    SecretFile authorization = file == null ? null : OwnSecret.in(file);
    if (logout) {
      Taking logouts = new LogoutTokens(verifier, told, clock);
      ready.endpoints.put(source.place(), new LogoutEndpoint(logouts, told));
      return;
    }
    Taking events = new EventTokens(verifier, told, clock);
    if (source.kind() == Kind.PUSH) {
      ready.endpoints.put(source.place(), new PushEndpoint(events, told, authorization));
    } else {
      String trust = source.signer().trust();
      JsonPost post = new JsonPost(source.place(), trust, authorization, Poller.READ_MILLIS);
      ready.pollers.add(new Poller(post, events, told));
    }
  }

  /** The port that is listened at; 0 if none is. */
  public synchronized int port() {
    return port == null ? 0 : port.where().port();
  }

  /**
   * Receives from these sources from now on, and from no others.
   *
   * @param policy what they were made ready for
   */
  public synchronized void use(Ready ready, Revocation policy) {
    Ready before = inForce;
    inForce = ready;
    if (port != null && (ready.opened != null || policy.listen() == null)) {
      port.close();
      port = null;
    }
    if (ready.opened != null) {
      port = ready.opened;
    }
    if (port != null) {
      port.serve(Collections.unmodifiableMap(ready.endpoints), ready.tls);
    }
    ready.start();
    if (before != null) {
      before.close();
    }
  }
}
