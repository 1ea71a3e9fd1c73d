package io.bartizan.engine.audit.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a segment, taken apart. A record carries its number and its link of the chain, which
 * is not part of what is hashed:
 *
 * <pre>
 * {"time":...,"unmapped":{...,"seal":{"n":17,"c":"LINK"}}}      in clear
 * {"seal":{"n":17,"k":0,"e":"CIPHERTEXT","c":"LINK"}}           encrypted
 * {"seal":{"n":18,"checkpoint":"NOTE"}}
 * </pre>
 */
final class SealedLine {

  /** What a line can be. */
  enum Kind {
    HEADER,
    RECORD,
    CHECKPOINT
  }

  static final String OURS = "{\"seal\":{\"n\":";
  private static final String SEAL = ",\"seal\":{\"n\":";
  private static final String LINK = ",\"c\":\"";
  private static final int LINK_TEXT = 43;
  private static final String CLEAR_END = "}}}";
  private static final String CIPHER_END = "}}";
  private static final String CHECKPOINT = ",\"checkpoint\":";

  /** The segment's own data key; other numbers are kept for keys of single subjects. */
  private static final String SEGMENT_KEY = ",\"k\":0,\"e\":\"";

  final Kind kind;
  final long number;

  /** What is hashed: the line without what stands from here ... */
  final int cut;

  /** ... up to here. */
  final int resume;

  /** The link that a record carries; null for other lines. */
  final byte @Nullable [] link;

  /** The encrypted record; null for a record in clear, and for other lines. */
  final byte @Nullable [] cipher;

  final @Nullable Checkpoint checkpoint;

  private SealedLine(
      Kind kind,
      long number,
      int cut,
      int resume,
      byte @Nullable [] link,
      byte @Nullable [] cipher,
      @Nullable Checkpoint checkpoint) {
    this.kind = kind;
    this.number = number;
    this.cut = cut;
    this.resume = resume;
    this.link = link;
    this.cipher = cipher;
    this.checkpoint = checkpoint;
  }

  /**
   * Takes a line apart, without its line feed.
   *
   * @throws SealException if it is none of a sealed log
   */
  static SealedLine parse(byte[] bytes, int from, int to) throws SealException {
    if (!Cursor.startsWith(bytes, from, to, OURS)) {
      return clear(bytes, from, to);
    }
    if (Cursor.startsWith(bytes, from, to, SegmentHeader.BEGIN)) {
      return new SealedLine(Kind.HEADER, 0, to, to, null, null, null);
    }
    Cursor line = new Cursor(bytes, from, to);
    line.expect(OURS);
    long number = line.number();
    if (line.take(CHECKPOINT)) {
      Checkpoint checkpoint = Checkpoint.parse(line.string());
      line.expect("}}");
      byte[] same = checkpoint(number, checkpoint);
      if (!line.over() || !Arrays.equals(same, Arrays.copyOfRange(bytes, from, to))) {
        throw new SealException("not the one form of a checkpoint");
      }
      return new SealedLine(Kind.CHECKPOINT, number, to, to, null, null, checkpoint);
    }
    line.expect(SEGMENT_KEY);
    int start = line.at();
    int cut = linkAt(bytes, start, to, CIPHER_END);
    if (cut - 1 < start || bytes[cut - 1] != '"') {
      throw new SealException("the ciphertext does not end");
    }
    byte[] cipher = StrictBase64.url(bytes, start, cut - 1);
    return record(bytes, number, cut, cipher);
  }

  private static SealedLine clear(byte[] bytes, int from, int to) throws SealException {
    int cut = linkAt(bytes, from, to, CLEAR_END);
    int digits = cut;
    while (digits > from && bytes[digits - 1] >= '0' && bytes[digits - 1] <= '9') {
      digits--;
    }
    int seal = digits - SEAL.length();
    if (seal < from || !Cursor.startsWith(bytes, seal, to, SEAL)) {
      throw new SealException("no number before its link");
    }
    return record(bytes, new Cursor(bytes, digits, cut).number(), cut, null);
  }

  private static SealedLine record(byte[] bytes, long number, int cut, byte @Nullable [] cipher)
      throws SealException {
    int link = cut + LINK.length();
    byte[] chained = StrictBase64.url(bytes, link, link + LINK_TEXT);
    return new SealedLine(Kind.RECORD, number, cut, link + LINK_TEXT + 1, chained, cipher, null);
  }

  /** Where the link begins in a line that ends so. */
  private static int linkAt(byte[] bytes, int from, int to, String end) throws SealException {
    int cut = to - end.length() - 1 - LINK_TEXT - LINK.length();
    if (cut < from
        || !Cursor.startsWith(bytes, cut, to, LINK)
        || !Cursor.startsWith(bytes, to - end.length() - 1, to, '"' + end)) {
      throw new SealException("it has no link of a chain");
    }
    return cut;
  }

  /** The record that was sealed in clear, as it was before. */
  static byte[] unsealed(byte[] bytes, int from, SealedLine line) {
    int digits = line.cut;
    while (bytes[digits - 1] >= '0' && bytes[digits - 1] <= '9') {
      digits--;
    }
    byte[] record = Arrays.copyOfRange(bytes, from, digits - SEAL.length() + 2);
    Arrays.fill(record, record.length - 2, record.length, (byte) '}');
    return record;
  }

  /** The line of a checkpoint, without its line feed. */
  static byte[] checkpoint(long number, Checkpoint checkpoint) {
    String line = OURS + number + CHECKPOINT + Cursor.quoted(checkpoint.note()) + "}}";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** Appends a record in clear up to where its link begins. */
  static void beginClear(byte[] record, int from, int to, long number, ByteArrayOutputStream out)
      throws SealException {
    if (to - from < CIPHER_END.length()
        || !Cursor.startsWith(record, to - CIPHER_END.length(), to, CIPHER_END)) {
      throw new SealException("a record that is sealed ends with its member 'unmapped'");
    }
    out.write(record, from, to - from - CIPHER_END.length());
    ascii(SEAL + number, out);
  }

  /** Appends an encrypted record up to where its link begins. */
  static void beginCipher(byte[] cipher, long number, ByteArrayOutputStream out) {
    ascii(OURS + number + SEGMENT_KEY + StrictBase64.url(cipher) + '"', out);
  }

  /** What a record's line ends with after its link; hashed as well. */
  static String end(boolean encrypted) {
    return encrypted ? CIPHER_END : CLEAR_END;
  }

  static void link(byte[] link, ByteArrayOutputStream out) {
    ascii(LINK + StrictBase64.url(link) + '"', out);
  }

  static void ascii(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes, 0, bytes.length);
  }
}
