package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
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
    try (OcsfLine json = new OcsfLine(JSON.createGenerator(out))) {
      json.startObject();
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
      json.endObject();
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

  private static void application(OcsfLine json, AuditEvent event) throws IOException {
    json.object(Names.APP);
    text(json, Names.NAME, event.application() == null ? "application" : event.application());
    json.endObject();
  }

  private static void request(OcsfLine json, AuditEvent event) throws IOException {
    json.object(Names.ACTOR);
    text(json, Names.APP_NAME, event.clientId());
    user(json, event);
    json.endObject();
    json.object(Names.API);
    text(json, Names.OPERATION, event.method() == null ? "unknown" : event.method());
    service(json, event);
    json.endObject();
    http(json, event);
  }

  private static void credential(OcsfLine json, AuditEvent event) throws IOException {
    user(json, event);
    service(json, event);
    json.flag(Names.IS_REMOTE, true);
    http(json, event);
  }

  private static void service(OcsfLine json, AuditEvent event) throws IOException {
    json.object(Names.SERVICE);
    text(json, Names.NAME, event.application() == null ? "application" : event.application());
    json.endObject();
  }

  private static void user(OcsfLine json, AuditEvent event) throws IOException {
    json.object(Names.USER);
    if (event.principalId() == null) {
      text(json, Names.NAME, "anonymous");
      json.number(Names.TYPE_ID, 0);
    } else {
      text(json, Names.UID, event.principalId());
      text(json, Names.DOMAIN, event.issuer());
      json.number(Names.TYPE_ID, 1);
    }
    text(json, Names.CREDENTIAL_UID, event.tokenHash());
    if (!event.roles().isEmpty()) {
      json.array(Names.GROUPS);
      int written = 0;
      for (String role : event.roles()) {
        if (written++ < MAX_ROLES) {
          json.startObject();
          text(json, Names.NAME, role);
          json.endObject();
        }
      }
      json.endArray();
    }
    json.endObject();
  }

  private static void http(OcsfLine json, AuditEvent event) throws IOException {
    json.object(Names.SRC_ENDPOINT);
    text(json, Names.IP, event.clientAddress() == null ? "0.0.0.0" : event.clientAddress());
    port(json, event.clientPort());
    if (event.peerAddress() != null && !event.peerAddress().equals(event.clientAddress())) {
      json.array(Names.INTERMEDIATE_IPS);
      json.item(LogSafe.of(event.peerAddress(), AuditEvent.MAX_VALUE));
      json.endArray();
    }
    json.endObject();
    json.object(Names.DST_ENDPOINT);
    text(json, Names.SVC_NAME, event.application() == null ? "application" : event.application());
    text(json, Names.HOSTNAME, event.host());
    port(json, event.localPort());
    json.endObject();
    json.object(Names.HTTP_REQUEST);
    text(json, Names.HTTP_METHOD, event.method());
    text(json, Names.USER_AGENT, event.userAgent());
    text(json, Names.VERSION, event.protocol());
    if (event.path() != null) {
      json.object(Names.URL);
      json.string(Names.PATH, LogSafe.of(event.path(), AuditEvent.MAX_PATH));
      text(json, Names.HOSTNAME, event.host());
      text(json, Names.SCHEME, event.scheme());
      port(json, event.localPort());
      json.endObject();
    }
    json.endObject();
    if (event.status() > 0) {
      json.object(Names.HTTP_RESPONSE);
      json.number(Names.CODE, event.status());
      json.number(Names.LATENCY, TimeUnit.NANOSECONDS.toMillis(event.latencyNanos()));
      if (event.bytesSent() >= 0) {
        json.number(Names.BODY_LENGTH, event.bytesSent());
      }
      json.endObject();
    }
  }

  private static void port(OcsfLine json, int port) throws IOException {
    if (port > 0) {
      json.number(Names.PORT, port);
    }
  }

  private static void unmapped(OcsfLine json, AuditEvent event, String trail) throws IOException {
    json.object(Names.UNMAPPED);
    json.string(Names.TRAIL, trail);
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      text(json, Names.OUTCOME, event.outcome().name());
      json.number(Names.LATENCY_MICROS, TimeUnit.NANOSECONDS.toMicros(event.latencyNanos()));
    }
    text(json, Names.REASON, event.reason());
    text(json, Names.MODE, event.mode());
    text(json, Names.SERVER, event.server());
    text(json, Names.PARENT_SPAN, event.spanId());
    text(json, Names.HANDLER, event.handler());
    text(json, Names.ROUTE, event.route());
    if (event.open()) {
      json.flag(Names.OPEN, true);
    }
    List<String> notes = event.notes().isEmpty() ? Collections.emptyList() : event.notes();
    if (!notes.isEmpty()) {
      json.array(Names.NOTES);
      for (String note : notes) {
        json.item(LogSafe.of(note, AuditEvent.MAX_VALUE));
      }
      json.endArray();
    }
    json.endObject();
  }

  static void text(OcsfLine json, SerializableString name, @Nullable String value)
      throws IOException {
    if (value != null && !value.isEmpty()) {
      json.string(name, LogSafe.of(value, AuditEvent.MAX_VALUE));
    }
  }

  static String version() {
    return VERSION;
  }
}
