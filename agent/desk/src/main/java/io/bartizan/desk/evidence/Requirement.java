package io.bartizan.desk.evidence;

import io.bartizan.desk.trail.TrailRecord;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something that a regulation asks for, and the records that answer it. */
public final class Requirement {

  /** Where it stands. */
  public enum Framework {
    /** Payment Card Industry Data Security Standard 4.0.1, requirement 10. */
    PCI("PCI DSS 4.0.1"),
    /** Security Rule of the Health Insurance Portability and Accountability Act, 45 CFR 164. */
    HIPAA("HIPAA Security Rule, 45 CFR"),
    /** General Data Protection Regulation (EU) 2016/679. */
    GDPR("GDPR, (EU) 2016/679"),
    /** Guidelines for API Protection for Cloud-Native Systems, June 2025; its risks. */
    NIST("NIST SP 800-228");

    private final String title;

    Framework(String title) {
      this.title = title;
    }

    /** Its name, as an auditor knows it. */
    public String title() {
      return title;
    }
  }

  private final Framework framework;
  private final String clause;
  private final String asks;
  private final @Nullable Predicate<TrailRecord> evidence;
  private final String records;
  private final String command;
  private final String beyond;

  Requirement(
      Framework framework,
      String clause,
      String asks,
      @Nullable Predicate<TrailRecord> evidence,
      String records,
      String command,
      String beyond) {
    this.framework = framework;
    this.clause = clause;
    this.asks = asks;
    this.evidence = evidence;
    this.records = records;
    this.command = command;
    this.beyond = beyond;
  }

  /** Where it stands. */
  public Framework framework() {
    return framework;
  }

  /** Its number there, or its name where it has none. */
  public String clause() {
    return clause;
  }

  /** What it asks for, in a few words. */
  public String asks() {
    return asks;
  }

  /** Whether a trail can answer it at all. */
  public boolean answered() {
    return evidence != null;
  }

  /** Whether a record answers it. */
  public boolean answeredBy(TrailRecord record) {
    return evidence != null && evidence.test(record);
  }

  /** Which records answer it, in words; empty if none can. */
  public String records() {
    return records;
  }

  /** The command that shows them, without the jar's name; empty if there is none. */
  public String command() {
    return command;
  }

  /** What records can't show of it; empty if nothing is known. */
  public String beyond() {
    return beyond;
  }
}
