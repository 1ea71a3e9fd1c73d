package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bartizan.policy.analysis.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** A report for code scanners: SARIF 2.1.0 (OASIS Standard, 27 March 2020). */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  static void print(Shell shell, Report report) {
    Json.print(shell, json -> log(json, shell, report));
  }

  private static void log(JsonGenerator json, Shell shell, Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    tool(json, shell, report);
    // Columns are those of the YAML parser, which counts code points.
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
    for (Report.Item item : report.items()) {
      result(json, uri(shell, item.file), item);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void tool(JsonGenerator json, Shell shell, Report report) throws IOException {
    Set<String> codes = new LinkedHashSet<>();
    report.items().forEach(item -> codes.add(item.code));
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Bartizan");
    json.writeStringField("version", shell.version());
    json.writeArrayFieldStart("rules");
    for (String code : codes) {
      json.writeStartObject();
      json.writeStringField("id", code);
      json.writeObjectFieldStart("shortDescription");
      json.writeStringField("text", title(code));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String title(String code) {
    for (Check check : Check.values()) {
      if (check.name().equals(code)) {
        return check.title();
      }
    }
    return "An error that keeps the policy from being loaded; see docs/errors/" + code + ".md.";
  }

  private static void result(JsonGenerator json, String uri, Report.Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", item.code);
    json.writeStringField("level", item.level.word());
    json.writeObjectFieldStart("message");
    json.writeStringField(
        "text", item.hint == null ? item.message : item.message + " (" + item.hint + ")");
    json.writeEndObject();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri);
    json.writeEndObject();
    if (item.line > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", item.line);
      json.writeNumberField("startColumn", item.column);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Relative to the working directory where it lies below it, as scanners of a repository want. */
  private static String uri(Shell shell, Path file) {
    String shown = shell.shown(file);
    if (shown.equals(file.toString())) {
      return file.toUri().toString();
    }
    StringBuilder uri = new StringBuilder();
    for (Path name : file.getFileSystem().getPath(shown)) {
      String whole = file.resolveSibling(name.toString()).toUri().getRawPath();
      uri.append(uri.length() == 0 ? "" : "/").append(whole.substring(whole.lastIndexOf('/') + 1));
    }
    return uri.toString();
  }
}
