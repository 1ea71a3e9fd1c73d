package io.bartizan.desk.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line as a record; members that are not known here are passed over. */
final class RecordParser {

  private static final JsonFactory JSON = new JsonFactory();

  private interface Member {
    void read(String name) throws IOException;
  }

  private final JsonParser json;
  private final TrailRecord record = new TrailRecord();

  private RecordParser(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a line.
   *
   * @throws IOException if it is no JSON object
   */
  static TrailRecord parse(byte[] bytes, int from, int to) throws IOException {
    try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      RecordParser parser = new RecordParser(json);
      parser.each(parser::top);
      parser.record.line = Arrays.copyOfRange(bytes, from, to);
      return parser.record;
    }
  }

  /** Reads the members of the object that begins here; anything else is passed over. */
  private void each(Member member) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      member.read(name);
      // A member that nobody read is left at its beginning.
      if (json.currentToken() == JsonToken.START_OBJECT
          || json.currentToken() == JsonToken.START_ARRAY) {
        json.skipChildren();
      }
    }
  }

  private void top(String name) throws IOException {
    switch (name) {
      case "time":
        record.time = number();
        break;
      case "class_uid":
        record.kind = (int) number();
        break;
      case "count":
        record.count = number();
        break;
      case "status_id":
        record.failure = number() == 2;
        break;
      case "activity_name":
        record.activity = or(text(), "");
        break;
      case "metadata":
        each(this::metadata);
        break;
      case "actor":
        each(member -> nested(member, "user", this::user));
        break;
      case "user":
        each(this::user);
        break;
      case "api":
        each(member -> nested(member, "service", this::service));
        break;
      case "service":
      case "app":
        each(this::service);
        break;
      case "unmapped":
        each(this::unmapped);
        break;
      default:
        request(name);
    }
  }

  private void request(String name) throws IOException {
    switch (name) {
      case "finding_info":
        each(this::finding);
        break;
      case "policy":
        each(member -> record.policy = member.equals("uid") ? text() : record.policy);
        break;
      case "firewall_rule":
        each(member -> record.rule = member.equals("name") ? text() : record.rule);
        break;
      case "trace":
        each(member -> record.trace = member.equals("uid") ? text() : record.trace);
        break;
      case "src_endpoint":
        each(member -> record.client = member.equals("ip") ? text() : record.client);
        break;
      case "http_request":
        each(this::http);
        break;
      case "http_response":
        each(this::response);
        break;
      default:
        break;
    }
  }

  /** Its first type says what it is; without one it is a finding all the same. */
  private void finding(String name) throws IOException {
    if (!name.equals("types")) {
      record.finding = or(record.finding, "");
    } else if (json.currentToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      record.finding = or(text(), "");
      while (json.currentToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
        json.nextToken();
      }
    }
  }

  private void nested(String name, String wanted, Member member) throws IOException {
    if (name.equals(wanted)) {
      each(member);
    }
  }

  private void metadata(String name) throws IOException {
    if (name.equals("uid")) {
      record.id = text();
    } else if (name.equals("sequence")) {
      record.sequence = number();
    }
  }

  private void user(String name) throws IOException {
    switch (name) {
      case "uid":
        record.principal = text();
        break;
      case "domain":
        record.issuer = text();
        break;
      case "credential_uid":
        record.token = text();
        break;
      case "groups":
        roles();
        break;
      default:
        break;
    }
  }

  private void roles() throws IOException {
    List<String> roles = new ArrayList<>();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        each(
            name -> {
              String role = name.equals("name") ? text() : null;
              if (role != null) {
                roles.add(role);
              }
            });
      }
    }
    record.roles = roles;
  }

  private void service(String name) throws IOException {
    if (name.equals("name")) {
      record.service = text();
    }
  }

  private void http(String name) throws IOException {
    switch (name) {
      case "http_method":
        record.method = text();
        break;
      case "user_agent":
        record.agent = text();
        break;
      case "url":
        each(this::url);
        break;
      default:
        break;
    }
  }

  private void url(String name) throws IOException {
    if (name.equals("path")) {
      record.path = text();
    } else if (name.equals("hostname")) {
      record.host = text();
    }
  }

  private void response(String name) throws IOException {
    switch (name) {
      case "code":
        record.status = (int) number();
        break;
      case "latency":
        record.latency = number();
        break;
      case "body_length":
        record.bytes = number();
        break;
      default:
        break;
    }
  }

  private void unmapped(String name) throws IOException {
    switch (name) {
      case "trail":
        record.trail = text();
        break;
      case "outcome":
        record.outcome = or(text(), "");
        break;
      case "reason":
        record.reason = or(text(), "");
        break;
      case "handler":
        record.handler = text();
        break;
      case "route":
        record.route = text();
        break;
      case "seal":
        record.sealed = true;
        break;
      case "open":
        record.open = json.currentToken() == JsonToken.VALUE_TRUE;
        break;
      default:
        break;
    }
  }

  private @Nullable String text() throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  private long number() throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
