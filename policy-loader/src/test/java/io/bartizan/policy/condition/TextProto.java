package io.bartizan.policy.condition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the text format of protocol buffers as far as the conformance cases use it. */
final class TextProto {

  /** A message: its fields in their order; a value is a message or the text of a scalar. */
  static final class Message {
    final Map<String, List<Object>> fields = new LinkedHashMap<>();

    boolean has(String field) {
      return fields.containsKey(field);
    }

    List<Object> all(String field) {
      return fields.getOrDefault(field, List.of());
    }

    Message message(String field) {
      return (Message) fields.get(field).get(0);
    }

    /** A scalar's text, of a string its octets as Latin-1; empty if it is not there. */
    String scalar(String field) {
      return has(field) ? (String) fields.get(field).get(0) : "";
    }

    /** A string field. */
    String text(String field) {
      return new String(octets(field), StandardCharsets.UTF_8);
    }

    byte[] octets(String field) {
      return scalar(field).getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final String text;
  private int at;

  private TextProto(String text) {
    this.text = text;
  }

  static Message parse(String text) {
    return new TextProto(text).message('\0');
  }

  private Message message(char end) {
    Message message = new Message();
    for (blanks(); at < text.length() && text.charAt(at) != end; blanks()) {
      String name = text.charAt(at) == '[' ? until(']') + "]" : word();
      blanks();
      boolean colon = text.charAt(at) == ':';
      at += colon ? 1 : 0;
      blanks();
      List<Object> values = message.fields.computeIfAbsent(name, field -> new ArrayList<>());
      if (text.charAt(at) == '[') {
        at++;
        for (blanks(); text.charAt(at) != ']'; blanks()) {
          values.add(value());
        }
        at++;
      } else {
        values.add(value());
      }
    }
    at++;
    return message;
  }

  private Object value() {
    char c = text.charAt(at);
    if (c == '{' || c == '<') {
      at++;
      return message(c == '{' ? '}' : '>');
    }
    if (c == '"' || c == '\'') {
      StringBuilder joined = new StringBuilder();
      for (; at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\''); blanks()) {
        joined.append(quoted());
      }
      return joined.toString();
    }
    return word();
  }

  private String until(char end) {
    int from = at;
    at = text.indexOf(end, at) + 1;
    return text.substring(from, at - 1);
  }

  private String word() {
    int from = at;
    while (at < text.length() && "{}<>[]:,; \t\r\n#\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (from == at) {
      throw new IllegalStateException("no word at " + at + ": " + text.substring(at, at + 20));
    }
    return text.substring(from, at);
  }

  private void blanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c) || c == ',' || c == ';') {
        at++;
      } else {
        return;
      }
    }
  }

  private String quoted() {
    char quote = text.charAt(at++);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (text.charAt(at) != quote) {
      if (text.charAt(at) != '\\') {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        octets.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char c = text.charAt(at + 1);
      at += 2;
      int simple = "abfnrtv".indexOf(c);
      if (simple >= 0) {
        octets.write("\u0007\b\f\n\r\t\u000b".charAt(simple));
      } else if (c == 'x' || c == 'u' || c == 'U') {
        int length = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        int digits = 0;
        while (digits < length && Character.digit(text.charAt(at + digits), 16) >= 0) {
          digits++;
        }
        int value = Integer.parseInt(text.substring(at, at + digits), 16);
        at += digits;
        if (c == 'x') {
          octets.write(value);
        } else {
          octets.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        }
      } else if (c >= '0' && c <= '7') {
        int digits = 0;
        while (digits < 3
            && text.charAt(at - 1 + digits) >= '0'
            && text.charAt(at - 1 + digits) <= '7') {
          digits++;
        }
        octets.write(Integer.parseInt(text.substring(at - 1, at - 1 + digits), 8));
        at += digits - 1;
      } else {
        octets.write(c);
      }
    }
    at++;
    return octets.toString(StandardCharsets.ISO_8859_1);
  }
}
