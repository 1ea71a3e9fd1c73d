package io.bartizan.cli;

/** What a replay found, for people and for programs. */
final class ReplayReport {

  private ReplayReport() {}

  static void pretty(Shell shell, Replay replay) {
    for (Replay.Group group : replay.groups()) {
      shell
          .out()
          .println(
              shell.paint(Colour.STRONG, group.request)
                  + (group.count == 1 ? "" : ", " + group.count + " alike")
                  + (group.surely ? "" : ", if claims say so")
                  + (group.example == null ? "" : "  (" + group.example + ")"));
      shell.out().println(shell.paint(Colour.BAD, "  - " + group.before));
      shell.out().println(shell.paint(Colour.GOOD, "  + " + group.after));
    }
    if (replay.cut()) {
      shell.out().println("... and more kinds of changes");
    }
    shell
        .out()
        .println(
            replay.requests() + " requests, " + replay.changes() + " would be decided otherwise");
    if (replay.credentials() > 0) {
      shell.out().println(replay.credentials() + " with a refused credential were not replayed");
    }
    if (replay.unexplained() > 0) {
      shell
          .out()
          .println(
              replay.unexplained()
                  + " the old policy does not decide as recorded: the trail lacks what decided"
                  + " (claims, a query, a header)");
    }
  }

  static void json(Shell shell, Replay replay) {
    Json.print(
        shell,
        json -> {
          json.writeStartObject();
          json.writeNumberField("requests", replay.requests());
          json.writeNumberField("changes", replay.changes());
          json.writeNumberField("refusedCredentials", replay.credentials());
          json.writeNumberField("unexplained", replay.unexplained());
          json.writeBooleanField("complete", !replay.cut());
          json.writeArrayFieldStart("groups");
          for (Replay.Group group : replay.groups()) {
            json.writeStartObject();
            json.writeStringField("request", group.request);
            json.writeNumberField("count", group.count);
            json.writeBooleanField("surely", group.surely);
            json.writeStringField("old", group.before);
            json.writeStringField("new", group.after);
            if (group.example != null) {
              json.writeStringField("example", group.example);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
