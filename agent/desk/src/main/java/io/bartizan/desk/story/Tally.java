package io.bartizan.desk.story;

import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Characters of all names together: paths are an attacker's to lengthen, too. */
  private static final int CHARACTERS = 1 << 20;

  /** What was counted under one name. Holds on to no record: each is some 3 KiB. */
  public static final class Entry {
    private final String name;
    private final long first;
    private final @Nullable Distinct objects;
    private final List<String> ids;
    private long last;
    private long requests;
    private long permitted;
    private long refused;
    private long throttled;
    private long bytes;

    Entry(String name, TrailRecord first, boolean evidence) {
      this.name = name;
      this.first = first.time();
      this.objects = evidence ? new Distinct() : null;
      this.ids = evidence ? new ArrayList<>(1) : Collections.<String>emptyList();
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
      if (objects != null && id != null && ids.size() < Sentence.EVIDENCE) {
        ids.add(id);
      }
    }

    /** Whether the path is one that had not been seen under this name. */
    boolean object(TrailRecord record) {
      String path = record.path();
      return objects != null && path != null && objects.add(path);
    }

    /** The name; that of {@link Tally#others()} is empty. */
    public String name() {
      return name;
    }

    /** When the first one was, in milliseconds since the epoch. */
    public long first() {
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
      return objects == null ? 0 : objects.size();
    }

    /** Ids of the first decisions; none of counts alone. */
    public List<String> ids() {
      return Collections.unmodifiableList(ids);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final int bound;
  private final boolean evidence;
  private @Nullable Entry others;
  private int objects;
  private int characters;

  /** Nothing counted yet. */
  public Tally() {
    this(BOUND, true);
  }

  Tally(int bound, boolean evidence) {
    this.bound = bound;
    this.evidence = evidence;
  }

  /** Counts alone, for where nobody asks which objects and decisions they were. */
  static Tally ofCounts() {
    return new Tally(BOUND, false);
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
      if (entries.size() >= bound || characters + name.length() > CHARACTERS) {
        others = others == null ? new Entry("", record, evidence) : others;
        others.add(record);
        return false;
      }
      entry = new Entry(name, record, evidence);
      entries.put(name, entry);
      characters += name.length();
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
