package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The requests that an audit trail recorded, in its order; other events are left out. */
final class AuditLog implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  /** Characters of most records. */
  private static final int LINE = 1_024;

  /** A record has 16 KiB at most, in clear or sealed; the rest of a longer line is not kept. */
  private static final int MAX_LINE = 1 << 18;

  private static final int BUFFER = 1 << 16;

  private final Shell shell;
  private final Path file;
  private final long size;
  private final Reader lines;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private final boolean lenient;
  private long read;
  private long number;
  private long skipped;
  private long sealed;

  private AuditLog(Shell shell, Path file, long size, Reader lines, boolean lenient) {
    this.shell = shell;
    this.file = file;
    this.size = size;
    this.lines = lines;
    this.lenient = lenient;
  }

  /** A trail in which every line must be a record. */
  static AuditLog open(Shell shell, Path file) {
    return open(shell, file, false);
  }

  /** A trail that may have torn lines; a file ending in {@code .gz} is unpacked. */
  static AuditLog lenient(Shell shell, Path file) {
    return open(shell, file, true);
  }

  private static AuditLog open(Shell shell, Path file, boolean lenient) {
    try {
      InputStream in = Files.newInputStream(file);
      boolean packed = lenient && file.toString().endsWith(".gz");
      return new AuditLog(
          shell,
          file,
          Files.size(file),
          new InputStreamReader(packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8),
          lenient);
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE,
          "BZ5005",
          shell.shown(file),
          "the audit trail can't be read: " + Unread.why(unreadable),
          "name a file of records, as audit.file writes them");
    }
  }

  /** The next request; null at the end. */
  @Nullable Recorded next() throws IOException {
    for (String line = line(); line != null; line = line()) {
      number++;
      // Near enough for progress: records are ASCII but for names.
      read += line.length() + 1L;
      Map<String, Object> object = line.isEmpty() ? null : object(line);
      Recorded recorded = object == null ? null : Recorded.of(object);
      if (recorded != null) {
        return recorded;
      }
      sealed += object != null && encrypted(object) ? 1 : 0;
    }
    return null;
  }

  /** The next line, cut where it is too long to be a record. */
  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder(LINE);
    while (at < end || fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.append(buffer, from, Math.min(at - from, MAX_LINE - line.length()));
      if (at < end) {
        at++;
        return line.toString();
      }
    }
    return line.length() == 0 ? null : line.toString();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, lines.read(buffer, 0, buffer.length));
    return end > 0;
  }

  /** Whether it is a line of a sealed trail that holds a record. */
  private static boolean encrypted(Map<String, Object> object) {
    Object seal = object.get("seal");
    return seal instanceof Map && ((Map<?, ?>) seal).containsKey("e");
  }

  /** The object of a line; null for one that is skipped. */
  private @Nullable Map<String, Object> object(String line) {
    IOException why = new IOException("no JSON object");
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return members(parser);
      }
    } catch (IOException malformed) {
      why = malformed;
    }
    if (!lenient) {
      throw wrong(why);
    }
    skipped++;
    return null;
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

  /** Lines that were no records and were skipped. */
  long skipped() {
    return skipped;
  }

  /** Records that are encrypted, and were skipped. */
  long sealed() {
    return sealed;
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
