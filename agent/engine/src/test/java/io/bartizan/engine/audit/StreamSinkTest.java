package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamSinkTest {

  /** Takes so many bytes and fails once; then it takes all. */
  private static final class Pipe extends OutputStream {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;
    private boolean failed;

    Pipe(int room) {
      this.room = room;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!failed && length > room) {
        taken.write(bytes, offset, room);
        failed = true;
        throw new IOException("Resource temporarily unavailable");
      }
      room -= length;
      taken.write(bytes, offset, length);
    }
  }

  @Test
  void f28_write_failsAtAnyByte_eachLineStandsWholeAndInOrder() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add("{\"time\":" + i + ",\"x\":\"" + "y".repeat(i == 6 ? 6000 : 700) + "\"}");
    }
    byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < all.length; at += 7) {
      Pipe pipe = new Pipe(at);
      StreamSink sink = new StreamSink(pipe);
      ByteBuffer batch = ByteBuffer.wrap(all);
      int failures = 0;
      while (batch.hasRemaining()) {
        try {
          sink.write(batch);
        } catch (IOException failed) {
          failures++;
        }
      }
      assertEquals(1, failures);
      List<String> got =
          pipe.taken.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
      List<String> whole =
          got.stream().filter(lines::contains).distinct().collect(Collectors.toList());
      assertEquals(lines, whole, "failed at byte " + at);
      long pieces = got.stream().filter(l -> !lines.contains(l)).count();
      assertTrue(pieces <= 1, "at most the piece that went out, byte " + at);
      int bytesAgain = pipe.taken.size() - all.length;
      assertTrue(bytesAgain <= 6100, "no more than one piece is given again: " + bytesAgain);
    }
  }
}
