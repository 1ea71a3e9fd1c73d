package io.bartizan.desk.story;

import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts by name, for so many names at most: names are an attacker's to multiply. What comes after
 * is counted together, so that sums stay right.
 */
public final class Tally {

  /** Names that are told apart. */
  static final int BOUND = 10_000;

  /** Objects that are told apart, of all names together. */
  private static final int OBJECTS = 200_000;

  /** What was counted under one name. */
  public static final class Entry {
    private final String name;
    private final TrailRecord first;
    private final Set<String> objects = new HashSet<>();
    private final List<String> ids = new ArrayList<>();
    private long last;
    private long requests;
    private long permitted;
    private long refused;
    private long throttled;
    private long bytes;

    Entry(String name, TrailRecord first) {
      this.name = name;
      this.first = first;
    }

    void add(TrailRecord record) {
      long count = record.count();
      last = record.time();
      requests += count;
      permitted += record.permitted() ? count : 0;
      refused += record.refused() ? count : 0;
      throttled += record.throttled() ? count : 0;
      bytes += Math.max(record.bytes(), 0);
      String id = record.id();
      if (id != null && ids.size() < Sentence.EVIDENCE) {
        ids.add(id);
      }
    }

    /** Whether the path is one that had not been seen under this name. */
    boolean object(TrailRecord record) {
      String path = record.path();
      return path != null && objects.add(path);
    }

    /** The name; that of {@link Tally#others()} is empty. */
    public String name() {
      return name;
    }

    /** The first record. */
    public TrailRecord first() {
      return first;
    }

    /** When the last one was, in milliseconds since the epoch. */
    public long last() {
      return last;
    }

    /** How many requests. */
    public long requests() {
      return requests;
    }

    /** How many of them entered by a permit. */
    public long permitted() {
      return permitted;
    }

    /** How many were answered in the application's place. */
    public long refused() {
      return refused;
    }

    /** How many of those by a limit. */
    public long throttled() {
      return throttled;
    }

    /** Bytes of the responses' bodies, as far as they are known. */
    public long bytes() {
      return bytes;
    }

    /** How many different paths, as far as there was room to tell them apart. */
    public int objects() {
      return objects.size();
    }

    /** Ids of the first decisions. */
    public List<String> ids() {
      return ids;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final int bound;
  private @Nullable Entry others;
  private int objects;

  /** Nothing counted yet. */
  public Tally() {
    this(BOUND);
  }

  Tally(int bound) {
    this.bound = bound;
  }

  /**
   * Counts a record under a name.
   *
   * @return whether the name is new
   */
  public boolean add(String name, TrailRecord record) {
    Entry entry = entries.get(name);
    boolean fresh = entry == null;
    if (entry == null) {
      if (entries.size() >= bound) {
        others = others == null ? new Entry("", record) : others;
        others.add(record);
        return false;
      }
      entry = new Entry(name, record);
      entries.put(name, entry);
    }
    entry.add(record);
    if (objects < OBJECTS && entry.object(record)) {
      objects++;
    }
    return fresh;
  }

  /** How many names there are. */
  public int size() {
    return entries.size();
  }

  /** What came after the last name that is told apart; null if nothing did. */
  public @Nullable Entry others() {
    return others;
  }

  /** All names, in the order in which they came. */
  public List<Entry> all() {
    return new ArrayList<>(entries.values());
  }

  /** Those with the most requests, most first. */
  public List<Entry> top(int most) {
    List<Entry> top = all();
    top.sort(Comparator.comparingLong(Entry::requests).reversed());
    return top.subList(0, Math.min(most, top.size()));
  }
}
