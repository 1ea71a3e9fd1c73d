package io.bartizan.cli;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180), with a head. */
final class CsvPrinter implements RecordPrinter {

  private final Shell shell;

  CsvPrinter(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void head() {
    row(
        "time",
        "service",
        "outcome",
        "principal",
        "issuer",
        "client",
        "method",
        "path",
        "route",
        "status",
        "rule",
        "reason",
        "bytes",
        "latency_ms",
        "token",
        "trace",
        "count",
        "id");
  }

  @Override
  public void print(TrailRecord record) {
    row(
        Moments.shown(record.time()),
        record.service(),
        record.request() ? record.outcome() : record.activity(),
        record.principal(),
        record.issuer(),
        record.client(),
        record.method(),
        record.path(),
        record.route(),
        number(record.status(), 1),
        record.rule(),
        record.reason(),
        number(record.bytes(), 0),
        number(record.latency(), 0),
        record.token(),
        record.trace(),
        Long.toString(record.count()),
        record.id());
  }

  private static @Nullable String number(long value, long least) {
    return value < least ? null : Long.toString(value);
  }

  private void row(@Nullable String... values) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      row.append(i == 0 ? "" : ",").append(cell(values[i]));
    }
    byte[] bytes = row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    shell.out().write(bytes, 0, bytes.length);
  }

  /**
   * A cell. What a spreadsheet would take for a formula, and anybody may have put into a path or a
   * name, is kept from being one by an apostrophe.
   */
  private static String cell(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String safe = Shown.of(value);
    if ("=+-@".indexOf(safe.charAt(0)) >= 0) {
      safe = "'" + safe;
    }
    return safe.matches("(?s)[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
