package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The report as a headless Chromium shows it, on a desk and on a phone, by day and by night: what
 * overflows, what the keyboard can't reach, what can't be read. The browser comes with npm.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReportPageIT {

  private static final int MINUTES = 5;

  /** Names as nobody would choose them, but an attacker: long, and without a place to break. */
  private static final int LONG = 400;

  private static final String BAD =
      """
      <!DOCTYPE html><html lang="en"><head><title>Bad</title><style>a:focus {outline: none}</style></head>
      <body><h1>Bad</h1><p style="color: #999; background: #fff">pale</p>
      <p style="width: 3000px">wide</p><a href="#x">nowhere</a><img src="missing.png"></body></html>
      """;

  private static void run(Path folder, Path out, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path err = folder.resolve("err.log");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(err) + Files.readString(out);
    assertTrue(ended, String.join(" ", command) + " goes on: " + said);
    assertEquals(0, process.exitValue(), String.join(" ", command) + ": " + said);
  }

  /** A folder with the browser in it; where npm is missing, the test is skipped and says so. */
  private static Path browser() throws Exception {
    Path folder = Files.createDirectories(Places.target().resolve("browser"));
    try {
      new ProcessBuilder("npm", "--version").start().waitFor();
    } catch (IOException none) {
      String why = "skipped: no npm on the path, so no browser to look at the report with";
      System.out.println(why);
      Assumptions.abort(why);
    }
    try (Stream<Path> files = Files.list(Places.root().resolve("integration-tests/browser"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    run(folder, folder.resolve("npm.log"), "npm", "ci", "--no-progress");
    return folder;
  }

  private static Path report(Path folder, String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("report", "-o", name));
    all.addAll(List.of(arguments));
    Cli said = Cli.run(folder, all.toArray(String[]::new));
    assertEquals(0, said.exit(), said.err());
    return folder.resolve(name);
  }

  /** The example's first record, as whoever wants to break the page would have it written. */
  private static Path hostile(Path folder, Path example) throws IOException {
    String line = Files.readAllLines(example).get(0);
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < LONG; i++) {
      log.append(
          line.replace("\"alice\"", "\"" + "W".repeat(LONG) + i + "\"")
              .replace("/orders/1000", "/" + "m".repeat(LONG) + i)
              .replace("\"orders\"", "\"" + "q".repeat(LONG) + "\"")
              .replace("10.4.0.21", "2001:db8:1111:2222:3333:4444:5555:" + Integer.toHexString(i)));
      log.append('\n');
    }
    Path hostile = folder.resolve("hostile.ndjson");
    Files.writeString(hostile, log);
    return hostile;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static void nothingToTripOver(JsonNode view) {
    String where = view.path("page") + " " + view.path("size") + " " + view.path("scheme") + ": ";
    assertEquals(List.of(), texts(view.path("overflowing")), where + "overflows");
    assertEquals(0, view.path("wider").asInt(), where + "is wider than the window");
    assertEquals(List.of(), texts(view.path("fetched")), where + "fetches");
    assertEquals(List.of(), texts(view.path("said")), where + "the browser complains");
    JsonNode keyboard = view.path("keyboard");
    assertTrue(keyboard.path("wanted").size() >= 6, where + keyboard);
    assertEquals(keyboard.path("wanted"), keyboard.path("met"), where + "order of the keyboard");
    assertEquals(List.of(), texts(keyboard.path("unseen")), where + "a focus nobody sees");
    assertEquals(1, keyboard.path("opened").asInt(), where + "Enter opens the numbers");
    assertTrue(view.path("printed").asInt() > 10_000, where + "prints nothing");
    JsonNode judged = view.path("accessibility");
    assertEquals(List.of(), texts(judged.path("violations")), where);
    assertEquals(List.of(), texts(judged.path("undecided")), where);
    assertTrue(texts(judged.path("passed")).contains("color-contrast"), where + judged);
  }

  /** A look that finds nothing anywhere would be worth nothing. */
  private static void everythingToTripOver(JsonNode view) {
    assertFalse(view.path("overflowing").isEmpty(), view.toString());
    assertTrue(view.path("wider").asInt() > 0, view.toString());
    assertEquals(1, view.path("fetched").size(), view.toString());
    assertEquals(List.of("nowhere"), texts(view.path("keyboard").path("unseen")));
    String violations = view.path("accessibility").path("violations").toString();
    assertTrue(violations.contains("color-contrast"), violations);
    assertTrue(violations.contains("image-alt"), violations);
  }

  @Test
  void report_inARealBrowser_canBeReadByAnybody() throws Exception {
    Path folder = browser();
    Path examples = Places.root().resolve("examples/investigation");
    String orders = examples.resolve("orders.ndjson").toString();
    String billing = examples.resolve("billing.ndjson").toString();
    Path bad = folder.resolve("bad.html");
    Files.writeString(bad, BAD);
    Path out = folder.resolve("views.json");
    run(
        folder,
        out,
        "node",
        "look.mjs",
        folder.toString(),
        report(folder, "report.html", orders, billing).toString(),
        report(folder, "compliance.html", "--compliance", orders, billing).toString(),
        report(folder, "hostile.html", hostile(folder, Path.of(orders)).toString()).toString(),
        bad.toString());
    JsonNode seen = new ObjectMapper().readTree(out.toFile());
    assertEquals(16, seen.path("views").size());
    for (JsonNode view : seen.path("views")) {
      if (view.path("page").asText().equals("bad.html")) {
        everythingToTripOver(view);
      } else {
        nothingToTripOver(view);
      }
    }
    System.out.println("the report as " + seen.path("browser").asText() + " shows it: 12 views");
    for (String size : List.of("desktop", "phone")) {
      assertTrue(Files.size(folder.resolve("report-" + size + ".png")) > 10_000, size);
      assertTrue(Files.size(Places.root().resolve("docs/images/report-" + size + ".png")) > 10_000);
    }
  }
}
