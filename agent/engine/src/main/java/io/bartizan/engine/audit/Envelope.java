package io.bartizan.engine.audit;

import java.io.IOException;

/** What every OCSF event begins with: its class, its time, its outcome, its product, its policy. */
final class Envelope {

  private final OcsfLine json;
  private final AuditEvent event;
  private final long sequence;

  Envelope(OcsfLine json, AuditEvent event, long sequence) {
    this.json = json;
    this.event = event;
    this.sequence = sequence;
  }

  void write(int category, int eventClass, int activity, String className, String activityName)
      throws IOException {
    boolean passed = event.outcome() != AuditEvent.Outcome.REFUSED;
    json.number(Names.TIME, event.timeMillis());
    json.number(Names.CATEGORY_UID, category);
    json.number(Names.CLASS_UID, eventClass);
    json.string(Names.CLASS_NAME, className);
    json.number(Names.ACTIVITY_ID, activity);
    json.string(Names.ACTIVITY_NAME, activityName);
    json.number(Names.TYPE_UID, eventClass * 100L + activity);
    json.number(Names.SEVERITY_ID, severity());
    boolean clock = event.kind() == AuditEvent.Kind.CLOCK;
    json.number(Names.STATUS_ID, clock ? 99 : passed ? 1 : 2);
    json.string(Names.STATUS, clock ? "Other" : passed ? "Success" : "Failure");
    OcsfEncoder.text(json, Names.STATUS_DETAIL, event.reason());
    if (event.count() > 0) {
      json.number(Names.COUNT, event.count());
    }
    metadata();
    control(passed);
  }

  /**
   * Informational for what passes, medium for what is refused, high for a policy or trail at fault.
   */
  private int severity() {
    if (event.outcome() == AuditEvent.Outcome.PERMITTED) {
      return 1;
    }
    boolean own = event.kind() == AuditEvent.Kind.POLICY || event.kind() == AuditEvent.Kind.TRAIL;
    return own ? 4 : 3;
  }

  private void metadata() throws IOException {
    json.object(Names.METADATA);
    json.string(Names.VERSION, OcsfEncoder.version());
    json.string(Names.UID, event.decisionId());
    json.number(Names.SEQUENCE, sequence);
    json.object(Names.PRODUCT);
    json.string(Names.NAME, "Bartizan");
    json.string(Names.VENDOR_NAME, "Bartizan");
    json.endObject();
    json.array(Names.PROFILES);
    json.item("security_control");
    if (traced()) {
      json.item("trace");
    }
    json.endArray();
    json.endObject();
    if (traced()) {
      json.object(Names.TRACE);
      json.string(Names.UID, event.traceId());
      json.endObject();
    }
  }

  /** Of the classes used here only API Activity has the profile. */
  private boolean traced() {
    return event.traceId() != null
        && !event.credentialRefused()
        && event.kind() == AuditEvent.Kind.REQUEST;
  }

  /** The profile security_control: what was done, by which policy and rule. */
  private void control(boolean passed) throws IOException {
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      json.number(Names.ACTION_ID, passed ? 1 : 2);
      json.number(Names.DISPOSITION_ID, passed ? 1 : 2);
    }
    if (event.policyDigest() != null) {
      json.object(Names.POLICY);
      json.string(Names.UID, event.policyDigest());
      json.flag(Names.IS_APPLIED, event.outcome() != AuditEvent.Outcome.OBSERVED);
      json.endObject();
    }
    if (event.rule() != null) {
      json.object(Names.FIREWALL_RULE);
      OcsfEncoder.text(json, Names.NAME, event.rule());
      json.endObject();
    }
  }
}
