package io.bartizan.engine.audit.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first line of a segment: whose it is, what it follows, and its data key for the auditors. */
final class SegmentHeader {

  /** How every segment begins. */
  static final String BEGIN = "{\"seal\":{\"n\":0,\"version\":";

  private static final int VERSION = 1;

  final String log;
  final long segment;
  final long began;

  /** The data key, wrapped to each auditor (JWE); empty if the records are in clear. */
  final List<String> data;

  /** The last checkpoint of the segment before; null in the first. */
  final @Nullable Checkpoint after;

  SegmentHeader(
      String log, long segment, long began, List<String> data, @Nullable Checkpoint after) {
    this.log = log;
    this.segment = segment;
    this.began = began;
    this.data = Collections.unmodifiableList(new ArrayList<>(data));
    this.after = after;
  }

  byte[] line() {
    StringBuilder line = new StringBuilder(BEGIN).append(VERSION);
    line.append(",\"log\":").append(Cursor.quoted(log));
    line.append(",\"segment\":").append(segment);
    line.append(",\"began\":").append(began);
    if (!data.isEmpty()) {
      line.append(",\"data\":[\"").append(String.join("\",\"", data)).append("\"]");
    }
    if (after != null) {
      line.append(",\"after\":").append(Cursor.quoted(after.note()));
    }
    return line.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a header.
   *
   * @throws SealException if it is not exactly what {@link #line} makes
   */
  static SegmentHeader parse(byte[] bytes, int from, int to) throws SealException {
    Cursor line = new Cursor(bytes, from, to);
    line.expect(BEGIN);
    if (line.number() != VERSION) {
      throw new SealException("a version of the format that is not known here");
    }
    line.expect(",\"log\":");
    String log = line.string();
    line.expect(",\"segment\":");
    long segment = line.number();
    line.expect(",\"began\":");
    long began = line.number();
    List<String> data = new ArrayList<>();
    if (line.take(",\"data\":[")) {
      do {
        data.add(line.string());
      } while (line.take(","));
      line.expect("]");
    }
    Checkpoint after = line.take(",\"after\":") ? Checkpoint.parse(line.string()) : null;
    SegmentHeader header = new SegmentHeader(log, segment, began, data, after);
    if (!Arrays.equals(header.line(), Arrays.copyOfRange(bytes, from, to))) {
      throw new SealException("not the one form of a segment's first line");
    }
    return header;
  }
}
