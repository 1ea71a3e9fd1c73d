package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Checkpoint;
import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** What a verification came to, for people and for programs. */
final class VerdictPrinter {

  private final Shell shell;

  VerdictPrinter(Shell shell) {
    this.shell = shell;
  }

  static String word(Verdict verdict) {
    if (verdict.tampered()) {
      return "tampered";
    }
    return verdict.intact() ? "intact" : "incomplete";
  }

  void pretty(Verdict verdict) {
    Colour colour =
        verdict.tampered() ? Colour.BAD : verdict.intact() ? Colour.GOOD : Colour.WARNING;
    shell
        .out()
        .println(
            shell.paint(colour, word(verdict))
                + ": "
                + verdict.records()
                + " records, "
                + verdict.segments()
                + " segments, "
                + verdict.checkpoints()
                + " checkpoints"
                + (verdict.skipped() == 0
                    ? ""
                    : ", " + verdict.skipped() + " segments before the key not checked"));
    for (Finding finding : verdict.findings()) {
      shell
          .out()
          .println(
              finding.file()
                  + ":"
                  + finding.line()
                  + ": "
                  + finding.kind().word()
                  + ": "
                  + finding.message());
    }
    for (String recovery : verdict.recoveries()) {
      shell.out().println("note: " + recovery);
    }
    Checkpoint last = verdict.last();
    if (last == null) {
      shell.out().println("no checkpoint held");
    } else {
      shell
          .out()
          .println(
              "last checkpoint that held: segment "
                  + last.segment()
                  + ", "
                  + last.size()
                  + " lines, "
                  + Instant.ofEpochMilli(last.timeMillis()));
    }
  }

  void json(Verdict verdict, Anchor anchor) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("verdict", word(verdict));
      json.writeStringField("log", anchor.log());
      json.writeStringField("key", anchor.key().thumbprint());
      json.writeNumberField("records", verdict.records());
      json.writeNumberField("segments", verdict.segments());
      json.writeNumberField("skippedSegments", verdict.skipped());
      json.writeNumberField("checkpoints", verdict.checkpoints());
      if (!verdict.findings().isEmpty()) {
        json.writeFieldName("firstBad");
        finding(json, verdict.findings().get(0));
      }
      json.writeArrayFieldStart("findings");
      for (Finding finding : verdict.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("recoveries");
      for (String recovery : verdict.recoveries()) {
        json.writeString(recovery);
      }
      json.writeEndArray();
      Checkpoint last = verdict.last();
      if (last != null) {
        json.writeObjectFieldStart("lastTrusted");
        json.writeNumberField("segment", last.segment());
        json.writeNumberField("size", last.size());
        json.writeNumberField("timeMillis", last.timeMillis());
        json.writeStringField("note", last.note());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    shell.out().println(text);
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().word());
    json.writeStringField(
        "severity", finding.kind().severity().name().toLowerCase(java.util.Locale.ROOT));
    json.writeStringField("file", finding.file());
    json.writeNumberField("line", finding.line());
    json.writeNumberField("segment", finding.segment());
    json.writeNumberField("record", finding.number());
    json.writeStringField("message", finding.message());
    json.writeEndObject();
  }
}
