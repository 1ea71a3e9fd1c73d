package io.bartizan.engine.revocation;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One revocation as a line of the journal, with a checksum of its own. */
final class Entry {

  /** No line is longer: two longs in decimal, a mark, a checksum, and what stands between. */
  static final int MAX_LENGTH = 96;

  final Mark mark;

  /** Whether it is of all tokens of an issuer, for want of room. */
  final boolean whole;

  final long lastIssued;
  final long toldAt;

  /**
   * A revocation.
   *
   * @param lastIssued tokens issued later than in this second of the epoch are good
   * @param toldAt in seconds since the epoch
   */
  Entry(Mark mark, boolean whole, long lastIssued, long toldAt) {
    this.mark = mark;
    this.whole = whole;
    this.lastIssued = lastIssued;
    this.toldAt = toldAt;
  }

  /** The line, without its end. */
  String line() {
    String text = (whole ? "all " : "one ") + mark + ' ' + lastIssued + ' ' + toldAt;
    return text + ' ' + checksum(text);
  }

  /** What a line says; null if it is no whole line. */
  static @Nullable Entry parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 5 || !(words[0].equals("one") || words[0].equals("all"))) {
      return null;
    }
    String text = line.substring(0, line.lastIndexOf(' '));
    Mark mark = Mark.parse(words[1]);
    if (mark == null || !words[4].equals(checksum(text))) {
      return null;
    }
    try {
      return new Entry(
          mark, words[0].equals("all"), Long.parseLong(words[2]), Long.parseLong(words[3]));
    } catch (NumberFormatException other) {
      return null;
    }
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    crc.update(octets, 0, octets.length);
    return String.format("%08x", crc.getValue());
  }
}
