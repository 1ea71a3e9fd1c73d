package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Reads the trail from a pipe, as log collectors do, and stops reading when the test wants. */
final class Collector implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream in;
  private final Semaphore turn = new Semaphore(1);
  private final List<String> lines = new ArrayList<>();
  private final List<JsonNode> records = new ArrayList<>();
  private final Thread thread;

  Collector(InputStream in) {
    this.in = in;
    this.thread = new Thread(this::read, "collector");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        turn.acquireUninterruptibly();
        turn.release();
      }
    } catch (IOException end) {
      return;
    }
  }

  /** Reads no further line until {@link #goOn}. */
  void pause() {
    turn.acquireUninterruptibly();
  }

  void goOn() {
    turn.release();
  }

  /** The records read so far; each line that begins as one must be one. */
  List<JsonNode> records() throws IOException {
    synchronized (lines) {
      for (String line : lines) {
        if (line.startsWith("{")) {
          records.add(JSON.readTree(line));
        }
      }
      lines.clear();
      return List.copyOf(records);
    }
  }

  /** Waits for the end of the pipe. */
  void join() throws InterruptedException {
    thread.join(20_000);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
