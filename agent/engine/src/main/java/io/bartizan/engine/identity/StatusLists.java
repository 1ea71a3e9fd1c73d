package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.StatusList;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The status lists of one issuer (Token Status List): a token of it is good only while its list
 * says so. Lists that the policy names are fetched ahead, others of its folders when a verified
 * token names them.
 */
final class StatusLists implements AutoCloseable {

  /** A list that no token has named for so long is given up. */
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(2);

  private final Issuer issuer;
  private final StatusList how;
  private final KeySource keys;
  private final ServerTrust trust;
  private final Clock wall;
  private final LongSupplier clock;
  private final Map<String, KeptStatusList> lists = new ConcurrentHashMap<>();

  /**
   * Lists that are not fetched yet.
   *
   * @param keys what they are signed with
   * @param clock monotonic, in nanoseconds
   * @throws KeySetException if the certificates that its servers may have can't be read
   */
  StatusLists(Issuer issuer, StatusList how, KeySource keys, Clock wall, LongSupplier clock)
      throws KeySetException {
    this.issuer = issuer;
    this.how = how;
    this.keys = keys;
    this.trust = ServerTrust.of(issuer.trust());
    this.wall = wall;
    this.clock = clock;
    for (String uri : how.uris()) {
      if (!uri.endsWith(StatusList.ALL_BELOW)) {
        lists.put(uri, kept(uri));
      }
    }
  }

  private KeptStatusList kept(String uri) {
    return new KeptStatusList(uri, issuer, how, keys, trust, wall, clock);
  }

  /** Whether another configuration asks for the same lists, and the same of them. */
  boolean serves(Issuer other, KeySource source) {
    return keys == source && terms(issuer).equals(terms(other));
  }

  private static String terms(Issuer issuer) {
    return issuer.issuer()
        + '\n'
        + issuer.statusList()
        + '\n'
        + issuer.trust()
        + '\n'
        + issuer.algorithms()
        + '\n'
        + issuer.audience()
        + '\n'
        + issuer.terms().skewSeconds();
  }

  /** What the lists are signed with. */
  KeySource keys() {
    return keys;
  }

  /**
   * What speaks against a token; null if its status is valid. Waits for less than half a second.
   *
   * @throws Paused if the request waits elsewhere
   */
  @Nullable CredentialError check(StatusReference token, String tokenHash, Pause pause) {
    KeptStatusList list = list(token.uri());
    StatusBits bits = list == null ? null : list.bits(pause);
    if (bits == null) {
      return CredentialError.unavailable(
          list == null ? "too many status lists" : "no status list",
          list == null ? 1 : list.retryAfterSeconds(),
          tokenHash);
    }
    String against = against(bits.at(token.index()));
    return against == null ? null : CredentialError.invalidToken(against, tokenHash);
  }

  private static @Nullable String against(int status) {
    switch (status) {
      case StatusBits.VALID:
        return null;
      case StatusBits.INVALID:
        return "revoked";
      case StatusBits.SUSPENDED:
        return "suspended";
      case StatusBits.NONE:
        return "status index";
      default:
        return "status " + status;
    }
  }

  /**
   * The same of a stream that goes on. Never waits.
   *
   * @return why it is to end; null if it is not
   */
  @Nullable String withdrawn(StatusReference token) {
    KeptStatusList list = list(token.uri());
    StatusBits bits = list == null ? null : list.inForce();
    if (bits == null) {
      return "status of the token unknown";
    }
    String against = against(bits.at(token.index()));
    return against == null ? null : "token " + against;
  }

  /** A list that is kept from now on; null if there are too many. */
  private @Nullable KeptStatusList list(String uri) {
    KeptStatusList known = lists.get(uri);
    return known != null || lists.size() >= how.maxLists() ? known : added(uri);
  }

  private synchronized @Nullable KeptStatusList added(String uri) {
    KeptStatusList known = lists.get(uri);
    if (known == null && lists.size() < how.maxLists()) {
      known = kept(uri);
      lists.put(uri, known);
    }
    return known;
  }

  /**
   * Looks for newer lists, and gives up those that nobody asks for; called about once a second by
   * one thread.
   *
   * @param told hears what befell them
   */
  void refresh(Consumer<KeyNews> told) {
    lists.entrySet().removeIf(this::unused);
    for (KeptStatusList list : lists.values()) {
      list.refresh();
      KeyNews news = list.news();
      if (news != null) {
        told.accept(news);
      }
    }
  }

  private boolean unused(Map.Entry<String, KeptStatusList> one) {
    boolean unused = one.getValue().idle(IDLE_NANOS) && !how.uris().contains(one.getKey());
    if (unused) {
      one.getValue().close();
    }
    return unused;
  }

  @Override
  public void close() {
    lists.values().forEach(KeptStatusList::close);
  }
}
