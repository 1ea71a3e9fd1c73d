package io.bartizan.desk.evidence;

import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** How many records answer each requirement, when they were, and the first of them. */
public final class Evidence {

  /** Decisions that are named for each requirement. */
  static final int NAMED = 3;

  /** What was found for one requirement. */
  public static final class Found {
    private final Requirement requirement;
    private final List<String> ids = new ArrayList<>();
    private long records;
    private long first;
    private long last;

    Found(Requirement requirement) {
      this.requirement = requirement;
    }

    void add(TrailRecord record) {
      if (!requirement.answeredBy(record)) {
        return;
      }
      first = records == 0 ? record.time() : first;
      last = record.time();
      records += record.count();
      String id = record.id();
      if (id != null && ids.size() < NAMED) {
        ids.add(id);
      }
    }

    /** What is answered. */
    public Requirement requirement() {
      return requirement;
    }

    /** How many records answer it; those that were counted together as many as they stand for. */
    public long records() {
      return records;
    }

    /** When the first was, in milliseconds since the epoch; 0 if there is none. */
    public long first() {
      return first;
    }

    /** When the last was; 0 if there is none. */
    public long last() {
      return last;
    }

    /** Ids of the first ones. */
    public List<String> ids() {
      return Collections.unmodifiableList(ids);
    }
  }

  private final List<Found> all = new ArrayList<>();

  /**
   * Nothing counted yet.
   *
   * @param admins the roles that administrate
   */
  public Evidence(Set<String> admins) {
    for (Requirement requirement : Requirements.of(admins)) {
      all.add(new Found(requirement));
    }
  }

  /** Takes up the next record; give them in the order of time. */
  public void add(TrailRecord record) {
    for (Found found : all) {
      found.add(record);
    }
  }

  /** What was found, in the order of the regulations. */
  public List<Found> all() {
    return Collections.unmodifiableList(all);
  }
}
