package io.bartizan.desk.trail;

import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was noticed while logs were read, for whoever has to know how far to trust the answer. */
public final class Noticed {

  private static final class Damage {
    long lines;
    long first;
  }

  private final Map<String, Damage> damaged = new LinkedHashMap<>();
  private final List<String> cut = new ArrayList<>();
  private final List<String> sealed = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private boolean tampered;

  /** A line that is no record. */
  synchronized void damaged(String file, long line) {
    Damage damage = damaged.computeIfAbsent(file, any -> new Damage());
    damage.lines++;
    damage.first = damage.first == 0 ? line : damage.first;
  }

  /** A line so long that nothing after it could be read. */
  synchronized void cut(String file, long line) {
    cut.add(file + ":" + line);
  }

  /** A sealed log that was read as it stands. */
  synchronized void sealed(String file) {
    if (!sealed.contains(file)) {
      sealed.add(file);
    }
  }

  /** What the check of a sealed log has found. */
  synchronized void verdict(Verdict verdict) {
    tampered |= verdict.tampered();
    for (Finding finding : verdict.findings()) {
      found.add(
          finding.file()
              + ":"
              + finding.line()
              + ": "
              + finding.kind().word()
              + ": "
              + finding.message());
    }
  }

  /** Whether a sealed log was found tampered with; what comes after that place was not read. */
  public synchronized boolean tampered() {
    return tampered;
  }

  /** In words, a line each; empty if all is well. */
  public synchronized List<String> told() {
    List<String> told = new ArrayList<>(found);
    damaged.forEach(
        (file, damage) ->
            told.add(
                file
                    + ":"
                    + damage.first
                    + ": "
                    + (damage.lines == 1
                        ? "this line is no record"
                        : damage.lines + " lines from here on are no records")
                    + ", and was left out"));
    for (String place : cut) {
      told.add(place + ": this line is longer than any record; nothing after it was read");
    }
    if (!sealed.isEmpty()) {
      told.add(
          String.join(", ", sealed)
              + ": sealed, and read without checking the seal; 'verify' checks it");
    }
    return told;
  }
}
