package io.bartizan.engine.audit.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sealed log in memory, and the writers that come and go over it. */
final class Desk {

  /** The state, as a file of it would be read by the next process. */
  static final class Drawer implements KeyStore {
    String json;
    int saves;
    int failsAt = -1;

    Drawer(SealKey key) {
      json = SealState.first(key).json();
    }

    @Override
    public SealState load() throws SealException {
      return SealState.parse(json);
    }

    private byte[] mark = {};

    @Override
    public void mark(byte[] checkpointLine) {
      mark = checkpointLine.clone();
    }

    @Override
    public @Nullable Checkpoint marked() {
      try {
        return SealedLine.parse(mark, 0, mark.length).checkpoint;
      } catch (SealException none) {
        return null;
      }
    }

    @Override
    public void save(SealState state) throws IOException {
      if (saves++ == failsAt) {
        throw new IOException("no space left for the key");
      }
      json = state.json();
    }
  }

  final Drawer drawer;
  final Anchor anchor;
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SealedLog.Readers readers;
  private long records;
  private @Nullable SealedLog log;

  Desk(SealAlgorithm algorithm, @Nullable Auditors auditors) throws SealException {
    SealKey key = SealKey.generate(algorithm);
    drawer = new Drawer(key);
    anchor = Anchor.first(key.publicKey());
    readers = () -> auditors;
  }

  static byte[] record(long number, int padding) {
    String text =
        "{\"time\":"
            + (1_700_000_000_000L + number)
            + ",\"x\":\""
            + "p".repeat(padding)
            + "\",\"unmapped\":{\"trail\":\"T\",\"record\":"
            + number
            + "}}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void append(ByteBuffer lines) {
    byte[] piece = new byte[lines.remaining()];
    lines.duplicate().get(piece);
    bytes.writeBytes(piece);
  }

  SealedLog writer() throws IOException, SealException {
    SealedLog writer = log;
    if (writer == null) {
      writer =
          SealedLog.resume(
              drawer, drawer.load(), readers, found(), 0, 1_700_000_000_000L + records);
      log = writer;
    }
    return writer;
  }

  /** What the next process finds in the file. */
  LastSegment.@Nullable Found found() throws IOException, SealException {
    byte[] all = bytes.toByteArray();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int at = Math.max(text.lastIndexOf("\n" + SegmentHeader.BEGIN) + 1, 0);
    return all.length == 0
        ? null
        : LastSegment.read(
            new ByteArrayInputStream(all, at, all.length - at), drawer.load().key.publicKey());
  }

  Desk records(int count, int padding) throws IOException, SealException {
    Segment segment = writer().begin(this::append, records);
    Sheet sheet = new Sheet(1 << 10);
    for (int i = 0; i < count; i++) {
      byte[] record = record(++records, padding);
      segment.record(record, 0, record.length, records, sheet);
    }
    append(sheet.view());
    segment.written();
    return this;
  }

  Desk checkpoint() throws IOException, SealException {
    Segment segment = writer().begin(this::append, records);
    Sheet sheet = new Sheet(1 << 10);
    segment.checkpoint(records, sheet);
    append(sheet.view());
    segment.written();
    return this;
  }

  /** Ends the segment; the next record begins another. */
  Desk turn() throws IOException, SealException {
    append(writer().end(records));
    return this;
  }

  /** The process stops as it should. */
  Desk close() throws IOException, SealException {
    if (writer().running()) {
      turn();
    }
    log = null;
    return this;
  }

  /** The process is gone, and nothing more is written by it. */
  Desk die() {
    log = null;
    return this;
  }

  long records() {
    return records;
  }

  List<byte[]> lines() {
    return lines(bytes.toByteArray());
  }

  static List<byte[]> lines(byte[] all) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        lines.add(Arrays.copyOfRange(all, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  static Verdict verify(Anchor anchor, byte[] all, Checkpoint... kept) throws Exception {
    Verifier verifier = new Verifier(anchor, List.of(kept));
    LogLines lines = new LogLines(new ByteArrayInputStream(all));
    while (lines.next()) {
      verifier.line(lines.bytes(), lines.from(), lines.to());
    }
    verifier.torn(lines.rest());
    return verifier.end();
  }

  Verdict verify(Checkpoint... kept) throws Exception {
    return verify(anchor, bytes.toByteArray(), kept);
  }

  Verdict verify(List<byte[]> lines) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      all.writeBytes(line);
      all.write('\n');
    }
    return verify(anchor, all.toByteArray());
  }

  static String said(Verdict verdict) {
    StringBuilder said = new StringBuilder();
    for (Finding finding : verdict.findings()) {
      said.append(finding.kind().word()).append(" at ").append(finding.line()).append(": ");
      said.append(finding.message()).append('\n');
    }
    return said.toString();
  }
}
