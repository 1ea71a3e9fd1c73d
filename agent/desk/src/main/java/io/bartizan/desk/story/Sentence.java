package io.bartizan.desk.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A sentence of a story, and the decisions that it rests on. */
public final class Sentence {

  /** Ids that are kept for one sentence. */
  static final int EVIDENCE = 5;

  /** Where in a story a sentence stands. */
  public enum Part {
    /** The first contact. */
    ORIGIN,
    /** What was new at some moment: an address, a service, a credential. */
    SPREAD,
    /** What was refused. */
    ATTEMPTS,
    /** What was reached, and how much of it. */
    IMPACT,
    /** What was revoked, and whether that held. */
    REVOCATION,
    /** The last contact, and the sum. */
    END
  }

  private final Part part;
  private final long time;
  private final String text;
  private final List<String> ids;

  Sentence(Part part, long time, String text, List<String> ids) {
    this.part = part;
    this.time = time;
    this.text = text;
    this.ids = Collections.unmodifiableList(new ArrayList<>(ids));
  }

  /** Where it stands. */
  public Part part() {
    return part;
  }

  /** Of when it tells, in milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /** What it says, fit to be shown. */
  public String text() {
    return text;
  }

  /** The ids of decisions that show it, the first ones of them; may be empty. */
  public List<String> ids() {
    return ids;
  }
}
