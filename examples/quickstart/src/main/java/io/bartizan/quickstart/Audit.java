package io.bartizan.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows the audit trail that the requests left. */
final class Audit {

  private static final int SHOWN = 9;

  private Audit() {}

  /** Waits for the refusal of the burst, which is the last event; whether it came. */
  static boolean show(Path file, Screen screen) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(file) || !Files.readString(file).contains("limit: per-user")) {
      if (System.nanoTime() > until) {
        screen.fail("the audit trail does not hold the last refusal");
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    List<String> lines = Files.readAllLines(file);
    screen.title("The audit trail has " + lines.size() + " events (OCSF, one JSON line each):");
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < lines.size(); i++) {
      if (i < SHOWN - 1 || i == lines.size() - 1) {
        screen.line(summary(json.readTree(lines.get(i))));
      }
    }
    return true;
  }

  private static String summary(JsonNode event) {
    JsonNode user = event.has("actor") ? event.path("actor").path("user") : event.path("user");
    return String.format(
        Locale.ROOT,
        "%-9s %3d %-6s %-24s %s",
        event.path("unmapped").path("outcome").asText(),
        event.path("http_response").path("code").asInt(),
        user.path("uid").asText("-"),
        event.path("http_request").path("url").path("path").asText(),
        event.path("firewall_rule").path("name").asText(event.path("status_detail").asText()));
  }
}
