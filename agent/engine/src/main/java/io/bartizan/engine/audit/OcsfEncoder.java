package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events as OCSF 1.6.0 in JSON, one line each: API Activity (6003) for a request, Authentication
 * (3002) for a refused credential, Application Lifecycle (6002) for what befell the policy, the
 * clock or the trail. What OCSF has no place for stands under {@code unmapped}.
 */
final class OcsfEncoder {

  private static final String VERSION = "1.6.0";

  private static final int MAX_ROLES = 32;

  private static final JsonFactory JSON = new JsonFactory();

  private OcsfEncoder() {}

  /** Appends the event's line, with its line feed. */
  static void encode(AuditEvent event, String trail, long sequence, ByteArrayOutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      Envelope envelope = new Envelope(json, event, sequence);
      if (event.kind() != AuditEvent.Kind.REQUEST) {
        boolean policy = event.kind() == AuditEvent.Kind.POLICY;
        envelope.write(6, 6002, policy ? 8 : 99, "Application Lifecycle", name(event.kind()));
        application(json, event);
      } else if (event.credentialRefused()) {
        envelope.write(3, 3002, 1, "Authentication", "Logon");
        credential(json, event);
      } else {
        int activity = activity(event.method());
        envelope.write(6, 6003, activity, "API Activity", name(activity));
        request(json, event);
      }
      unmapped(json, event, trail);
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static String name(AuditEvent.Kind kind) {
    switch (kind) {
      case POLICY:
        return "Update";
      case CLOCK:
        return "Clock Jump";
      default:
        return "Audit Trail";
    }
  }

  private static int activity(@Nullable String method) {
    if (method == null) {
      return 0;
    }
    switch (method) {
      case "POST":
        return 1;
      case "GET":
      case "HEAD":
        return 2;
      case "PUT":
      case "PATCH":
        return 3;
      case "DELETE":
        return 4;
      default:
        return 99;
    }
  }

  private static String name(int activity) {
    List<String> names = Arrays.asList("Unknown", "Create", "Read", "Update", "Delete");
    return activity < names.size() ? names.get(activity) : "Other";
  }

  private static void application(JsonGenerator json, AuditEvent event) throws IOException {
    json.writeObjectFieldStart("app");
    text(json, "name", event.application() == null ? "application" : event.application());
    json.writeEndObject();
  }

  private static void request(JsonGenerator json, AuditEvent event) throws IOException {
    json.writeObjectFieldStart("actor");
    text(json, "app_name", event.clientId());
    user(json, event);
    json.writeEndObject();
    json.writeObjectFieldStart("api");
    text(json, "operation", event.method() == null ? "unknown" : event.method());
    service(json, event);
    json.writeEndObject();
    http(json, event);
  }

  private static void credential(JsonGenerator json, AuditEvent event) throws IOException {
    user(json, event);
    service(json, event);
    json.writeBooleanField("is_remote", true);
    http(json, event);
  }

  private static void service(JsonGenerator json, AuditEvent event) throws IOException {
    json.writeObjectFieldStart("service");
    text(json, "name", event.application() == null ? "application" : event.application());
    json.writeEndObject();
  }

  private static void user(JsonGenerator json, AuditEvent event) throws IOException {
    json.writeObjectFieldStart("user");
    if (event.principalId() == null) {
      text(json, "name", "anonymous");
      json.writeNumberField("type_id", 0);
    } else {
      text(json, "uid", event.principalId());
      text(json, "domain", event.issuer());
      json.writeNumberField("type_id", 1);
    }
    text(json, "credential_uid", event.tokenHash());
    if (!event.roles().isEmpty()) {
      json.writeArrayFieldStart("groups");
      int written = 0;
      for (String role : event.roles()) {
        if (written++ < MAX_ROLES) {
          json.writeStartObject();
          text(json, "name", role);
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void http(JsonGenerator json, AuditEvent event) throws IOException {
    json.writeObjectFieldStart("src_endpoint");
    text(json, "ip", event.clientAddress() == null ? "0.0.0.0" : event.clientAddress());
    port(json, event.clientPort());
    if (event.peerAddress() != null && !event.peerAddress().equals(event.clientAddress())) {
      json.writeArrayFieldStart("intermediate_ips");
      json.writeString(LogSafe.of(event.peerAddress(), AuditEvent.MAX_VALUE));
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("dst_endpoint");
    text(json, "svc_name", event.application() == null ? "application" : event.application());
    text(json, "hostname", event.host());
    port(json, event.localPort());
    json.writeEndObject();
    json.writeObjectFieldStart("http_request");
    text(json, "http_method", event.method());
    text(json, "user_agent", event.userAgent());
    text(json, "version", event.protocol());
    if (event.path() != null) {
      json.writeObjectFieldStart("url");
      json.writeStringField("path", LogSafe.of(event.path(), AuditEvent.MAX_PATH));
      text(json, "hostname", event.host());
      text(json, "scheme", event.scheme());
      port(json, event.localPort());
      json.writeEndObject();
    }
    json.writeEndObject();
    if (event.status() > 0) {
      json.writeObjectFieldStart("http_response");
      json.writeNumberField("code", event.status());
      json.writeNumberField("latency", TimeUnit.NANOSECONDS.toMillis(event.latencyNanos()));
      if (event.bytesSent() >= 0) {
        json.writeNumberField("body_length", event.bytesSent());
      }
      json.writeEndObject();
    }
  }

  private static void port(JsonGenerator json, int port) throws IOException {
    if (port > 0) {
      json.writeNumberField("port", port);
    }
  }

  private static void unmapped(JsonGenerator json, AuditEvent event, String trail)
      throws IOException {
    json.writeObjectFieldStart("unmapped");
    json.writeStringField("trail", trail);
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      text(json, "outcome", event.outcome().name());
      json.writeNumberField("latency_micros", TimeUnit.NANOSECONDS.toMicros(event.latencyNanos()));
    }
    text(json, "reason", event.reason());
    text(json, "mode", event.mode());
    text(json, "server", event.server());
    text(json, "parent_span", event.spanId());
    if (event.open()) {
      json.writeBooleanField("open", true);
    }
    List<String> notes = event.notes().isEmpty() ? Collections.emptyList() : event.notes();
    if (!notes.isEmpty()) {
      json.writeArrayFieldStart("notes");
      for (String note : notes) {
        json.writeString(LogSafe.of(note, AuditEvent.MAX_VALUE));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, LogSafe.of(value, AuditEvent.MAX_VALUE));
    }
  }

  static String version() {
    return VERSION;
  }
}
