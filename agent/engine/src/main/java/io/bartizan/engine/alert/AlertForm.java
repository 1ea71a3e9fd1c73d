package io.bartizan.engine.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts as JSON for programs and as one line of text for people. */
final class AlertForm {

  private static final JsonFactory JSON = new JsonFactory();

  private AlertForm() {}

  /**
   * One JSON object in UTF-8; its members are those of docs/reference/alerts.md.
   *
   * @param lost how many alerts were lost on this way before it
   */
  static byte[] json(Alert alert, long lost) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("id", alert.id);
      json.writeStringField("kind", alert.kind.word());
      json.writeStringField("severity", alert.severity.word());
      json.writeStringField("time", Instant.ofEpochMilli(alert.timeMillis).toString());
      text(json, "service", alert.service);
      json.writeStringField("mode", alert.mode);
      text(json, "subject", alert.subject);
      json.writeStringField("title", alert.title);
      json.writeNumberField("count", alert.count);
      json.writeStringField("since", Instant.ofEpochMilli(alert.sinceMillis).toString());
      json.writeNumberField("heldBack", alert.heldBack);
      json.writeNumberField("lost", lost);
      texts(json, "evidence", alert.evidence);
      texts(json, "decisions", alert.decisions);
      if (alert.trial) {
        json.writeBooleanField("trial", true);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /**
   * One line.
   *
   * @param lost how many alerts were lost on this way before it
   */
  static String line(Alert alert, long lost) {
    StringBuilder line = new StringBuilder(512);
    line.append(alert.trial ? "trial of " : "")
        .append(alert.kind.word())
        .append(": ")
        .append(alert.title);
    if (alert.service != null) {
      line.append("; service ").append(alert.service);
    }
    for (String words : alert.evidence) {
      line.append("; ").append(words);
    }
    if (!alert.decisions.isEmpty()) {
      line.append("; decisions ").append(String.join(" ", alert.decisions));
    }
    if (alert.heldBack > 0) {
      line.append("; ").append(alert.heldBack).append(" more since the last alert of this kind");
    }
    if (lost > 0) {
      line.append("; ").append(lost).append(" alerts before this one were lost");
    }
    return line.toString();
  }
}
