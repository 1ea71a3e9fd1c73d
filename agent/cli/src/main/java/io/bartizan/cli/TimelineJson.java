package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bartizan.desk.query.Moments;
import io.bartizan.desk.story.Sentence;
import io.bartizan.desk.story.Tally;
import io.bartizan.desk.story.Timeline;
import io.bartizan.desk.trail.TrailRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A timeline as one JSON document: its facts, and its story. */
final class TimelineJson implements Json.Writing {

  private final Timeline timeline;
  private final List<Sentence> story;

  TimelineJson(Timeline timeline, List<Sentence> story) {
    this.timeline = timeline;
    this.story = story;
  }

  @Override
  public void to(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "kind", timeline.subject().kind().name().toLowerCase(java.util.Locale.ROOT));
    json.writeStringField("subject", timeline.subject().id());
    moment(json, "first", timeline.first());
    moment(json, "last", timeline.last());
    json.writeNumberField("requests", timeline.requests());
    json.writeNumberField("permitted", timeline.permitted());
    json.writeNumberField("refused", timeline.refused());
    json.writeNumberField("bytes", timeline.bytes());
    tally(json, "principals", timeline.principals());
    tally(json, "clients", timeline.clients());
    tally(json, "userAgents", timeline.devices());
    tally(json, "credentials", timeline.tokens());
    tally(json, "services", timeline.services());
    tally(json, "reached", timeline.entered());
    tally(json, "refusedFor", timeline.refusedFor());
    revocation(json);
    json.writeArrayFieldStart("story");
    for (Sentence sentence : story) {
      json.writeStartObject();
      json.writeStringField("part", sentence.part().name().toLowerCase(java.util.Locale.ROOT));
      json.writeStringField("time", Moments.iso(sentence.time()));
      json.writeStringField("text", sentence.text());
      ids(json, sentence.ids());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void moment(JsonGenerator json, String name, @Nullable TrailRecord record)
      throws IOException {
    if (record != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("time", Moments.iso(record.time()));
      json.writeStringField("decision", record.id());
      json.writeStringField("client", record.client());
      json.writeStringField("service", record.service());
      json.writeEndObject();
    }
  }

  private static void tally(JsonGenerator json, String name, Tally tally) throws IOException {
    json.writeArrayFieldStart(name);
    for (Tally.Entry entry : tally.all()) {
      json.writeStartObject();
      json.writeStringField("name", entry.name().replace("\n", ": "));
      json.writeStringField("first", Moments.iso(entry.first()));
      json.writeStringField("last", Moments.iso(entry.last()));
      json.writeNumberField("requests", entry.requests());
      json.writeNumberField("permitted", entry.permitted());
      json.writeNumberField("refused", entry.refused());
      json.writeNumberField("objects", entry.objects());
      json.writeNumberField("bytes", entry.bytes());
      ids(json, entry.ids());
      json.writeEndObject();
    }
    json.writeEndArray();
    Tally.Entry others = tally.others();
    if (others != null) {
      json.writeNumberField(name + "Untold", others.requests());
    }
  }

  private void revocation(JsonGenerator json) throws IOException {
    TrailRecord first = timeline.revocation().first();
    if (first != null) {
      json.writeObjectFieldStart("revoked");
      json.writeStringField("time", Moments.iso(first.time()));
      json.writeNumberField("refusedAfter", timeline.revocation().refused());
      json.writeNumberField("permittedAfter", timeline.revocation().permitted());
      json.writeEndObject();
    }
  }

  private static void ids(JsonGenerator json, List<String> ids) throws IOException {
    json.writeArrayFieldStart("decisions");
    for (String id : ids) {
      json.writeString(id);
    }
    json.writeEndArray();
  }
}
