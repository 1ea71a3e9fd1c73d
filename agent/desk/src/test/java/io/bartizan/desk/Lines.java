package io.bartizan.desk;

import io.bartizan.desk.trail.Logs;
import io.bartizan.desk.trail.Needles;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.Source;
import io.bartizan.desk.trail.TrailRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs for tests: those of the example, and such as are put together from lines. */
public final class Lines {

  /** A stolen token, told of by the logs of two services. */
  public static final List<Path> INVESTIGATION =
      List.of(
          Path.of("../../examples/investigation/billing.ndjson"),
          Path.of("../../examples/investigation/orders.ndjson"));

  private Lines() {}

  /** The records of files, in the order of time. */
  public static List<TrailRecord> read(List<Path> files, Needles needles, Noticed noticed)
      throws IOException {
    Logs logs = new Logs(needles, noticed, (read, of) -> {});
    for (Path file : files) {
      logs.plain(file);
    }
    return all(logs);
  }

  /** The records of texts, one log each. */
  public static List<TrailRecord> of(Noticed noticed, String... logs) throws IOException {
    Logs all = new Logs(new Needles(), noticed, (read, of) -> {});
    for (int i = 0; i < logs.length; i++) {
      all.stream("log-" + i, new ByteArrayInputStream(logs[i].getBytes(StandardCharsets.UTF_8)));
    }
    return all(all);
  }

  private static List<TrailRecord> all(Logs logs) throws IOException {
    List<TrailRecord> records = new ArrayList<>();
    try (Source source = logs.open()) {
      for (TrailRecord record = source.next(); record != null; record = source.next()) {
        records.add(record);
      }
    }
    return records;
  }

  /** A request, as the trail records it. */
  public static String request(long time, String who, String client, String path, String outcome) {
    return "{\"time\":"
        + time
        + ",\"class_uid\":6003,\"metadata\":{\"uid\":\"d-"
        + time
        + "\"},\"actor\":{\"user\":{"
        + (who == null ? "" : "\"uid\":\"" + who + "\",\"credential_uid\":\"t-" + who + "\"")
        + "}},\"src_endpoint\":{\"ip\":\""
        + client
        + "\"},\"http_request\":{\"http_method\":\"GET\",\"url\":{\"path\":\""
        + path
        + "\"}},\"http_response\":{\"code\":"
        + (outcome.equals("REFUSED") ? 403 : 200)
        + "},\"unmapped\":{\"outcome\":\""
        + outcome
        + "\",\"reason\":\"rule\"}}\n";
  }
}
