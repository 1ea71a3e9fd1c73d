package io.bartizan.desk.story;

import io.bartizan.desk.trail.TrailRecord;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a subject's credentials stopped working, and whether they did. */
public final class Revocation {

  private final Set<String> revoked = new HashSet<>();
  private @Nullable TrailRecord first;
  private long refused;
  private long permitted;

  Revocation() {}

  /**
   * Takes up the next record.
   *
   * @return whether it is the first that tells of a credential's revocation
   */
  boolean add(TrailRecord record) {
    String token = record.token();
    boolean tells = record.refused() && record.reason().contains("revoked");
    boolean known = token != null && revoked.contains(token);
    if (tells && first == null) {
      first = record;
    }
    refused += tells ? record.count() : 0;
    permitted += known && record.permitted() ? record.count() : 0;
    return tells && token != null && revoked.size() < Tally.BOUND && revoked.add(token);
  }

  /** The first refusal that tells of one; null if none does. */
  public @Nullable TrailRecord first() {
    return first;
  }

  /** Requests that were refused because their credential was revoked. */
  public long refused() {
    return refused;
  }

  /** Requests that a revoked credential was permitted after it had been refused; should be 0. */
  public long permitted() {
    return permitted;
  }
}
