package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import io.bartizan.engine.audit.OcsfFragments.Deed;
import io.bartizan.engine.audit.OcsfFragments.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events as OCSF 1.6.0 in JSON, one line each: API Activity (6003) for a request, Authentication
 * (3002) for a refused credential, Detection Finding (2004) for what somebody should look at,
 * Application Lifecycle (6002) for what befell the policy, the clock or the trail. What OCSF has no
 * place for stands under {@code unmapped}.
 *
 * <p>What many lines have in common comes from {@link OcsfFragments}; here stands what is each
 * line's own. For one thread.
 */
final class OcsfEncoder implements LineEncoder {

  static final String VERSION = "1.6.0";

  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("").build();

  private final OcsfFragments fragments = new OcsfFragments();
  private @Nullable OcsfLine json;
  private @Nullable ByteArrayOutputStream target;

  static OcsfLine lineInto(ByteArrayOutputStream out) throws IOException {
    return new OcsfLine(JSON.createGenerator(out));
  }

  @Override
  public void encode(AuditEvent event, String trail, long sequence, ByteArrayOutputStream out)
      throws IOException {
    OcsfLine line = json;
    if (line == null || target != out) {
      line = lineInto(out);
      target = out;
    }
    // A writer that was left amid a line is of no more use: only after a whole one it is kept.
    json = null;
    write(line, event, trail, sequence);
    line.flush();
    out.write('\n');
    json = line;
  }

  private void write(OcsfLine line, AuditEvent event, String trail, long sequence)
      throws IOException {
    Deed deed = fragments.deed(event);
    line.startObject();
    line.number(Names.TIME, event.timeMillis());
    line.raw(deed.head);
    if (event.count() > 0) {
      line.number(Names.COUNT, event.count());
    }
    if (event.sinceMillis() > 0) {
      line.number(Names.START_TIME, event.sinceMillis());
      line.number(Names.END_TIME, event.timeMillis());
    }
    metadata(line, event, sequence);
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      fragments.who(event, line);
      line.raw(deed.service);
      http(line, event);
    } else {
      line.raw(deed.service);
      finding(line, event);
    }
    unmapped(line, event, deed, trail);
    line.endObject();
  }

  private static void metadata(OcsfLine line, AuditEvent event, long sequence) throws IOException {
    // Of the classes used here only API Activity has the profile for traces.
    boolean traced =
        event.traceId() != null
            && !event.credentialRefused()
            && event.kind() == AuditEvent.Kind.REQUEST;
    line.object(Names.METADATA);
    line.string(Names.UID, event.decisionId());
    line.number(Names.SEQUENCE, sequence);
    line.text(Names.CORRELATION_UID, event.traceId());
    line.raw(traced ? OcsfFragments.PRODUCT_TRACED : OcsfFragments.PRODUCT);
    line.endObject();
    if (traced) {
      line.object(Names.TRACE);
      line.string(Names.UID, event.traceId());
      span(line, event);
      line.endObject();
    }
  }

  private static void span(OcsfLine line, AuditEvent event) throws IOException {
    if (event.ownSpanId() == null) {
      return;
    }
    long took = TimeUnit.NANOSECONDS.toMillis(event.latencyNanos());
    line.object(Names.SPAN);
    line.string(Names.UID, event.ownSpanId());
    line.text(Names.PARENT_UID, event.spanId());
    line.number(Names.START_TIME, event.timeMillis());
    line.number(Names.END_TIME, event.timeMillis() + took);
    line.endObject();
  }

  private static void finding(OcsfLine line, AuditEvent event) throws IOException {
    if (event.kind() != AuditEvent.Kind.FINDING) {
      return;
    }
    line.object(Names.FINDING_INFO);
    line.string(Names.UID, event.decisionId());
    line.text(Names.TITLE, event.reason());
    line.array(Names.TYPES);
    line.item(event.finding());
    line.endArray();
    line.endObject();
  }

  private void http(OcsfLine line, AuditEvent event) throws IOException {
    Site site = fragments.site(event);
    String client = event.clientAddress();
    line.object(Names.SRC_ENDPOINT);
    // OCSF wants an endpoint to be somewhere, and some containers tell of none.
    line.text(Names.IP, client == null || client.isEmpty() ? "0.0.0.0" : client);
    line.port(event.clientPort());
    String peer = event.peerAddress();
    if (peer != null && !peer.isEmpty() && !peer.equals(client)) {
      line.array(Names.INTERMEDIATE_IPS);
      line.item(LogSafe.of(peer, AuditEvent.MAX_VALUE));
      line.endArray();
    }
    line.endObject();
    line.raw(site.destination);
    line.object(Names.HTTP_REQUEST);
    line.text(Names.USER_AGENT, event.userAgent());
    line.text(Names.HTTP_METHOD, event.method());
    line.text(Names.VERSION, event.protocol());
    if (event.path() != null) {
      line.object(Names.URL);
      line.string(Names.PATH, LogSafe.of(event.path(), AuditEvent.MAX_PATH));
      if (event.query() != null) {
        line.string(Names.QUERY_STRING, LogSafe.of(event.query(), AuditEvent.MAX_PATH));
      }
      line.raw(site.url);
      line.endObject();
    }
    headers(line, event);
    line.endObject();
    if (event.status() > 0) {
      line.object(Names.HTTP_RESPONSE);
      line.number(Names.CODE, event.status());
      if (event.alike() == null) {
        line.number(Names.LATENCY, TimeUnit.NANOSECONDS.toMillis(event.latencyNanos()));
      }
      if (event.bytesSent() >= 0) {
        line.number(Names.BODY_LENGTH, event.bytesSent());
      }
      line.endObject();
    }
  }

  private static void headers(OcsfLine line, AuditEvent event) throws IOException {
    if (event.headers().isEmpty()) {
      return;
    }
    line.array(Names.HTTP_HEADERS);
    for (Map.Entry<String, String> header : event.headers().entrySet()) {
      line.startObject();
      line.string(Names.NAME, header.getKey());
      line.text(Names.VALUE, header.getValue());
      line.endObject();
    }
    line.endArray();
  }

  private static void unmapped(OcsfLine line, AuditEvent event, Deed deed, String trail)
      throws IOException {
    line.object(Names.UNMAPPED);
    line.string(Names.TRAIL, trail);
    line.raw(deed.unmapped);
    line.text(Names.ALIKE, event.alike());
    if (event.kind() == AuditEvent.Kind.REQUEST && event.alike() == null) {
      line.number(Names.LATENCY_MICROS, TimeUnit.NANOSECONDS.toMicros(event.latencyNanos()));
    }
    line.text(Names.PARENT_SPAN, event.spanId());
    line.text(Names.CALLER_DECISION, event.callerDecision());
    line.text(Names.HANDLER, event.handler());
    line.text(Names.ROUTE, event.route());
    line.text(Names.OPERATION, event.operation());
    if (event.open()) {
      line.flag(Names.OPEN, true);
    }
    if (!event.notes().isEmpty()) {
      line.array(Names.NOTES);
      for (String note : event.notes()) {
        line.item(LogSafe.of(note, AuditEvent.MAX_VALUE));
      }
      line.endArray();
    }
    line.endObject();
  }
}
