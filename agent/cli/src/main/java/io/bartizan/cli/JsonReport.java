package io.bartizan.cli;

/** A report for programs. */
final class JsonReport {

  private JsonReport() {}

  static void print(Shell shell, Report report) {
    Json.print(
        shell,
        json -> {
          json.writeStartObject();
          json.writeStringField("file", report.file().toString());
          json.writeBooleanField("valid", report.count(Report.Level.ERROR) == 0);
          json.writeNumberField("rules", report.rules());
          json.writeArrayFieldStart("findings");
          for (Report.Item item : report.items()) {
            json.writeStartObject();
            json.writeStringField("code", item.code);
            json.writeStringField("level", item.level.word());
            if (!item.file.equals(report.file())) {
              json.writeStringField("file", item.file.toString());
            }
            if (item.line > 0) {
              json.writeNumberField("line", item.line);
              json.writeNumberField("column", item.column);
            }
            json.writeStringField("message", item.message);
            if (item.hint != null) {
              json.writeStringField("hint", item.hint);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
