package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.KeySetException;
import io.bartizan.engine.revocation.Journal;
import io.bartizan.engine.revocation.JournalException;
import io.bartizan.engine.revocation.Revocations;
import io.bartizan.engine.secevent.ListenException;
import io.bartizan.engine.secevent.Reception;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revoked;
import io.bartizan.policy.Sessions;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.RevocationFile;
import io.bartizan.policy.load.RevocationWatch;
import java.nio.file.Paths;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes tokens back by what the policy in force names as its sources of revocations. */
final class Revoker {

  private final Engine engine;
  private final Revocations revocations;
  private final Reception reception;
  private @Nullable RevocationWatch watch;
  private @Nullable IntConsumer opened;

  /** Where revocations are kept; null if in memory only. */
  private @Nullable String journal;

  Revoker(Engine engine, Revocations revocations) {
    this.engine = engine;
    this.revocations = revocations;
    this.reception = new Reception(revocations, engine::recordRevocation, Clock.systemUTC());
    revocations.tell(new Kept());
  }

  /** Who is told of the port that the agent opens for itself: now, and when it is another one. */
  synchronized void tellPort(IntConsumer listener) {
    opened = listener;
    tellPort();
  }

  private void tellPort() {
    int port = reception.port();
    if (opened != null && port > 0) {
      opened.accept(port);
    }
  }

  /** What a policy's sources are, ready to be put in force. */
  static final class Ready {
    private final Identity identity;
    private final List<Revoked> listed;
    private final Reception.Ready sources;

    /** Null where the one in force stays, or there is to be none. */
    private final @Nullable Journal journal;

    private Ready(
        Identity identity,
        List<Revoked> listed,
        Reception.Ready sources,
        @Nullable Journal journal) {
      this.identity = identity;
      this.listed = listed;
      this.sources = sources;
      this.journal = journal;
    }

    /** It is not to be put in force. */
    void discard() {
      sources.discard();
      if (journal != null) {
        journal.close();
      }
    }
  }

  /**
   * Makes a policy's sources ready.
   *
   * @throws PolicyException if its revocation file can't be used; nothing has changed then, as with
   *     the others
   * @throws KeySetException if a file of keys, certificates or a secret can't be used
   * @throws ListenException if the port can't be opened that it is to receive at
   * @throws JournalException if the file can't be used that keeps revocations
   */
  synchronized Ready prepare(Policy policy)
      throws PolicyException, KeySetException, ListenException, JournalException {
    Revocation how = policy.identity().revocation();
    String file = how.file();
    List<Revoked> listed =
        file == null ? Collections.emptyList() : RevocationFile.load(Paths.get(file));
    Sessions sessions = policy.identity().sessions();
    Reception.Ready sources = reception.prepare(how, sessions == null ? null : sessions.accounts());
    boolean whole = false;
    try {
      String kept = how.journal();
      Journal other = kept == null || kept.equals(journal) ? null : Journal.open(Paths.get(kept));
      whole = true;
      return new Ready(policy.identity(), listed, sources, other);
    } finally {
      if (!whole) {
        sources.discard();
      }
    }
  }

  /** Takes tokens back by these sources from now on, and by no others. */
  synchronized void use(Ready ready) {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    List<String> issuers = new ArrayList<>();
    for (Issuer issuer : ready.identity.issuers()) {
      issuers.add(issuer.issuer());
    }
    if (ready.identity.sessions() != null) {
      issuers.add(Authenticator.SESSIONS);
    }
    revocations.list(ready.listed, issuers);
    String file = ready.identity.revocation().file();
    if (file != null) {
      watch = new RevocationWatch(Paths.get(file), new Listed(file, issuers));
      watch.start();
    }
    String kept = ready.identity.revocation().journal();
    if (!Objects.equals(kept, journal)) {
      journal = kept;
      revocations.keepIn(ready.journal);
    }
    reception.use(ready.sources, ready.identity.revocation());
    tellPort();
  }

  /** Tells whether revocations outlive the process. */
  private final class Kept implements Revocations.Keeping {
    private boolean told;

    @Override
    public void lacking(String why) {
      engine.health().degraded(why);
      if (!told) {
        told = true;
        engine.recordRevocation(why, false, null);
        Console.say("DEGRADED: " + why);
      }
    }

    @Override
    public void kept() {
      if (told) {
        told = false;
        engine.health().good();
        engine.recordRevocation("revocations are kept again", true, null);
        Console.say("revocations are kept again");
      }
    }
  }

  /** Puts what the file lists in force, and tells of it. */
  private final class Listed implements RevocationWatch.Listener {
    private final String file;
    private final List<String> issuers;
    private boolean broken;
    private int seen;

    Listed(String file, List<String> issuers) {
      this.file = file;
      this.issuers = issuers;
      this.seen = -1;
    }

    @Override
    public void listed(List<Revoked> now) {
      revocations.list(now, issuers);
      // The first look finds what the policy was put in force with.
      if (seen >= 0 || broken) {
        tell("revocation file " + file + ": " + now.size() + " entries in force", true);
      }
      seen = now.size();
      if (broken) {
        broken = false;
        engine.health().good();
      }
    }

    @Override
    public void broken(PolicyException problem) {
      broken = true;
      String why = String.valueOf(problem.getMessage());
      engine.health().degraded(why);
      tell("revocation file refused, the last good list stays in force: " + why, false);
    }

    private void tell(String what, boolean inForce) {
      engine.recordRevocation(what, inForce, null);
      Console.say((inForce ? "" : "DEGRADED: ") + what);
    }
  }
}
