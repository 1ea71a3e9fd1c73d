package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One line of JSON in the making, its members by names that are encoded already. */
final class OcsfLine {

  private final JsonGenerator json;

  OcsfLine(JsonGenerator json) {
    this.json = json;
  }

  void startObject() throws IOException {
    json.writeStartObject();
  }

  void endObject() throws IOException {
    json.writeEndObject();
  }

  void endArray() throws IOException {
    json.writeEndArray();
  }

  void object(SerializableString name) throws IOException {
    json.writeFieldName(name);
    json.writeStartObject();
  }

  void array(SerializableString name) throws IOException {
    json.writeFieldName(name);
    json.writeStartArray();
  }

  void string(SerializableString name, @Nullable String value) throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  void number(SerializableString name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  void flag(SerializableString name, boolean value) throws IOException {
    json.writeFieldName(name);
    json.writeBoolean(value);
  }

  /** A value from outside, made harmless and bounded; left out where there is none. */
  void text(SerializableString name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      string(name, LogSafe.of(value, AuditEvent.MAX_VALUE));
    }
  }

  void port(int port) throws IOException {
    if (port > 0) {
      number(Names.PORT, port);
    }
  }

  /** Members that are encoded already, each with its comma in front. */
  void raw(SerializableString members) throws IOException {
    json.writeRaw(members);
  }

  void item(@Nullable String value) throws IOException {
    json.writeString(value);
  }

  void flush() throws IOException {
    json.flush();
  }
}
