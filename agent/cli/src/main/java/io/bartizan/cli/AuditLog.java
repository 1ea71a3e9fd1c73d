package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that an audit trail recorded, in its order; other events are left out. */
final class AuditLog implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final Shell shell;
  private final Path file;
  private final long size;
  private final BufferedReader lines;
  private long read;
  private long number;

  private AuditLog(Shell shell, Path file, long size, BufferedReader lines) {
    this.shell = shell;
    this.file = file;
    this.size = size;
    this.lines = lines;
  }

  static AuditLog open(Shell shell, Path file) {
    try {
      return new AuditLog(
          shell,
          file,
          Files.size(file),
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE,
          "BZ5005",
          shell.shown(file),
          "the audit trail can't be read: " + unreadable,
          "name a file of records, as audit.file writes them");
    }
  }

  /** The next request; null at the end. */
  @Nullable Recorded next() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      // Near enough for progress: records are ASCII but for names.
      read += line.length() + 1L;
      Recorded recorded = line.isEmpty() ? null : Recorded.of(object(line));
      if (recorded != null) {
        return recorded;
      }
    }
    return null;
  }

  private Map<String, Object> object(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return members(parser);
      }
    } catch (IOException malformed) {
      throw wrong(malformed);
    }
    throw wrong(new IOException("no JSON object"));
  }

  private Failure wrong(IOException malformed) {
    return new Failure(
        Exit.USAGE,
        "BZ5005",
        shell.shown(file) + ":" + number + ":1",
        "this is no record of an audit trail: "
            + String.valueOf(malformed.getMessage()).split("\n")[0],
        "name a file of records, one JSON object a line");
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return members(parser);
      case START_ARRAY:
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          Object item = value(parser);
          if (item != null) {
            items.add(item);
          }
        }
        return items;
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }

  /** How much has been read, in the unit of {@link #size()}. */
  long read() {
    return read;
  }

  /** The size of the file, in bytes. */
  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
