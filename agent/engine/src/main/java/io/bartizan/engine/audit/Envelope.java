package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What every OCSF event begins with: its class, its time, its outcome, its product, its policy. */
final class Envelope {

  private final JsonGenerator json;
  private final AuditEvent event;
  private final long sequence;

  Envelope(JsonGenerator json, AuditEvent event, long sequence) {
    this.json = json;
    this.event = event;
    this.sequence = sequence;
  }

  void write(int category, int eventClass, int activity, String className, String activityName)
      throws IOException {
    boolean passed = event.outcome() != AuditEvent.Outcome.REFUSED;
    json.writeNumberField("time", event.timeMillis());
    json.writeNumberField("category_uid", category);
    json.writeNumberField("class_uid", eventClass);
    json.writeStringField("class_name", className);
    json.writeNumberField("activity_id", activity);
    json.writeStringField("activity_name", activityName);
    json.writeNumberField("type_uid", eventClass * 100L + activity);
    json.writeNumberField("severity_id", severity());
    boolean clock = event.kind() == AuditEvent.Kind.CLOCK;
    json.writeNumberField("status_id", clock ? 99 : passed ? 1 : 2);
    json.writeStringField("status", clock ? "Other" : passed ? "Success" : "Failure");
    OcsfEncoder.text(json, "status_detail", event.reason());
    if (event.count() > 0) {
      json.writeNumberField("count", event.count());
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
    json.writeObjectFieldStart("metadata");
    json.writeStringField("version", OcsfEncoder.version());
    json.writeStringField("uid", event.decisionId());
    json.writeNumberField("sequence", sequence);
    json.writeObjectFieldStart("product");
    json.writeStringField("name", "Bartizan");
    json.writeStringField("vendor_name", "Bartizan");
    json.writeEndObject();
    json.writeArrayFieldStart("profiles");
    json.writeString("security_control");
    if (traced()) {
      json.writeString("trace");
    }
    json.writeEndArray();
    json.writeEndObject();
    if (traced()) {
      json.writeObjectFieldStart("trace");
      json.writeStringField("uid", event.traceId());
      json.writeEndObject();
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
      json.writeNumberField("action_id", passed ? 1 : 2);
      json.writeNumberField("disposition_id", passed ? 1 : 2);
    }
    if (event.policyDigest() != null) {
      json.writeObjectFieldStart("policy");
      json.writeStringField("uid", event.policyDigest());
      json.writeBooleanField("is_applied", event.outcome() != AuditEvent.Outcome.OBSERVED);
      json.writeEndObject();
    }
    if (event.rule() != null) {
      json.writeObjectFieldStart("firewall_rule");
      OcsfEncoder.text(json, "name", event.rule());
      json.writeEndObject();
    }
  }
}
