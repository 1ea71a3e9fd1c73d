package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.Mask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Tokens that are used from two networks. */
final class Sharing {

  /** Slots of the quick look; a power of two. 128 KiB. */
  private static final int SLOTS = 16_384;

  /** Tokens whose last use is known, those that were used last; some 2 MiB. */
  static final int TOKENS = 4096;

  /** A token's last use. */
  private static final class Use {
    final String network;
    final String address;
    final String decisionId;
    final long millis;

    Use(String network, AuditEvent event) {
      this.network = network;
      this.address = String.valueOf(event.clientAddress());
      this.decisionId = event.decisionId();
      this.millis = event.timeMillis();
    }
  }

  /** By token, the client that it came from last, each by 32 bits of its hash. */
  private final AtomicLongArray last = new AtomicLongArray(SLOTS);

  private final Map<String, Use> uses =
      new LinkedHashMap<String, Use>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
          return size() > TOKENS;
        }
      };

  /**
   * Whether an event's token comes from another client than the last time, or may do. Asked for
   * each request: most come again from where they came before, and cost one look.
   */
  boolean news(AuditEvent event) {
    String token = event.tokenHash();
    String client = event.clientAddress();
    if (token == null || client == null) {
      return false;
    }
    int hash = token.hashCode();
    long both = (long) hash << Integer.SIZE | client.hashCode() & 0xffffffffL;
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    if (last.get(slot) == both) {
      return false;
    }
    last.set(slot, both);
    return true;
  }

  /** Takes note of a use; what to tell if it is from another network, otherwise null. */
  Alert.@Nullable Builder see(AuditEvent event) {
    String token = event.tokenHash();
    if (token == null || event.clientAddress() == null) {
      return null;
    }
    String network = Network.of(event.clientAddress());
    Use before = uses.put(token, new Use(network, event));
    if (before == null || before.network.equals(network)) {
      return null;
    }
    String id = event.principalId();
    boolean known = id != null && !id.equals(Mask.SIGN);
    String who = known ? String.valueOf(id) : "somebody who is not told";
    return new Alert.Builder(
            AlertKind.TOKEN_SHARED,
            "one token of "
                + who
                + " was used from "
                + before.address
                + " and from "
                + event.clientAddress())
        .subject(known ? "principal " + who : "token " + token)
        .count(2, before.millis)
        .evidence("from " + before.address + " at " + Instant.ofEpochMilli(before.millis))
        .evidence(
            "from "
                + event.clientAddress()
                + " at "
                + Instant.ofEpochMilli(event.timeMillis())
                + ": "
                + Deed.of(event))
        .evidence("token " + token)
        .decision(before.decisionId)
        .decision(event.decisionId());
  }
}
