package io.bartizan.policy.learn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How often something was seen, when first and last, and of how many. */
final class Evidence {

  /** So many people are told apart; beyond, there are just that many or more. */
  static final int MAX_PEOPLE = 100;

  /** So many users may be named one by one. */
  static final int MAX_NAMED = 5;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  long count;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long[] people = new long[2];
  private int known;

  /** Names of users, where only those tell who it was; one more than may be named. */
  final Set<String> names = new TreeSet<>();

  /** Whether a name was no word that a policy may hold. */
  boolean unnamed;

  void add(Observation seen) {
    count++;
    first = Math.min(first, seen.timeMillis);
    last = Math.max(last, seen.timeMillis);
    person(hash(seen.person));
    if (seen.party.kind == Party.Kind.USER) {
      unnamed |= !Word.plain(seen.person);
      name(seen.person);
    }
  }

  private void name(String name) {
    if (names.size() <= MAX_NAMED) {
      names.add(name);
    }
  }

  void add(Evidence other) {
    count += other.count;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    for (int i = 0; i < other.known; i++) {
      person(other.people[i]);
    }
    unnamed |= other.unnamed;
    other.names.forEach(this::name);
  }

  int people() {
    return known;
  }

  private void person(long hash) {
    int at = Arrays.binarySearch(people, 0, known, hash);
    if (at >= 0 || known == MAX_PEOPLE) {
      return;
    }
    if (known == people.length) {
      people = Arrays.copyOf(people, Math.min(MAX_PEOPLE, known * 2));
    }
    System.arraycopy(people, -at - 1, people, -at, known + at + 1);
    people[-at - 1] = hash;
    known++;
  }

  /** FNV-1a, 64 bits: enough to tell a hundred apart. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** {@code 12 times, 3 people, 2026-11-01 to 2026-11-26}. */
  String told(boolean anonymous) {
    String number =
        known == MAX_PEOPLE ? MAX_PEOPLE + " or more " : String.format(Locale.ROOT, "%,d ", known);
    String who =
        anonymous ? (known == 1 ? "address" : "addresses") : (known == 1 ? "person" : "people");
    String from = DAY.format(Instant.ofEpochMilli(first));
    String to = DAY.format(Instant.ofEpochMilli(last));
    return Word.count(count, "time", "times")
        + ", "
        + number
        + who
        + ", "
        + (from.equals(to) ? from : from + " to " + to);
  }

  /** The days of all of it. */
  String days() {
    return DAY.format(Instant.ofEpochMilli(first))
        + " to "
        + DAY.format(Instant.ofEpochMilli(last));
  }
}
