package io.bartizan.engine.audit.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a segment's key says of its first lines: a checkpoint of C2SP tlog-checkpoint in a C2SP
 * signed note. The last one of a segment says how it ended and names the key of the next.
 */
public final class Checkpoint {

  private static final String SIGNED = "\u2014 ";
  private static final int KEY_ID_OCTETS = 4;

  private final String log;
  private final long segment;
  private final long size;
  private final byte[] root;
  private final long time;
  private final @Nullable End end;
  private final long torn;
  private final @Nullable SealPublicKey next;
  private final byte[] signature;

  private Checkpoint(Draft draft, byte[] signature) {
    this.log = draft.log;
    this.segment = draft.segment;
    this.size = draft.size;
    this.root = draft.root;
    this.time = draft.time;
    this.end = draft.end;
    this.torn = draft.torn;
    this.next = draft.next;
    this.signature = signature;
  }

  /** What is to be signed. */
  static final class Draft {
    private final String log;
    private final long segment;
    private final long size;
    private final byte[] root;
    private final long time;
    private @Nullable End end;
    private long torn;
    private @Nullable SealPublicKey next;

    Draft(String log, long segment, long size, byte[] root, long time) {
      this.log = log;
      this.segment = segment;
      this.size = size;
      this.root = root;
      this.time = time;
    }

    /** Makes it the last of its segment. */
    Draft end(End how, long tornBytes, SealPublicKey nextKey) {
      end = how;
      torn = tornBytes;
      next = nextKey;
      return this;
    }

    Checkpoint sign(SealKey key) {
      byte[] id = key.publicKey().noteId(origin(log, segment));
      byte[] signed = key.sign(text(this).getBytes(StandardCharsets.UTF_8));
      byte[] whole = Arrays.copyOf(id, id.length + signed.length);
      System.arraycopy(signed, 0, whole, id.length, signed.length);
      return new Checkpoint(this, whole);
    }
  }

  /** The origin of a segment's checkpoints, and the name of its key. */
  static String origin(String log, long segment) {
    return "bartizan/" + log + "/" + segment;
  }

  private static String text(Draft draft) {
    StringBuilder text = new StringBuilder();
    text.append(origin(draft.log, draft.segment)).append('\n');
    text.append(draft.size).append('\n');
    text.append(StrictBase64.standard(draft.root)).append('\n');
    text.append("time ").append(draft.time).append('\n');
    End end = draft.end;
    SealPublicKey next = draft.next;
    if (end != null && next != null) {
      text.append("end ").append(end.word()).append('\n');
      if (draft.torn > 0) {
        text.append("torn ").append(draft.torn).append('\n');
      }
      text.append("next ").append(next.words()).append('\n');
    }
    return text.toString();
  }

  private String text() {
    Draft draft = new Draft(log, segment, size, root, time);
    return text(end == null || next == null ? draft : draft.end(end, torn, next));
  }

  /** The whole signed note. */
  public String note() {
    return text()
        + '\n'
        + SIGNED
        + origin(log, segment)
        + ' '
        + StrictBase64.standard(signature)
        + '\n';
  }

  /**
   * Reads a note; whose signature it bears is not asked yet.
   *
   * @throws SealException if it is not exactly what {@link #note} makes
   */
  public static Checkpoint parse(String note) throws SealException {
    String[] lines = note.split("\n", -1);
    int at = 3;
    try {
      String[] origin = lines[0].split("/", -1);
      Draft draft =
          new Draft(
              origin[1],
              Long.parseLong(origin[2]),
              Long.parseLong(lines[1]),
              StrictBase64.standard(lines[2]),
              Long.parseLong(value(lines[at++], "time ")));
      if (lines[at].startsWith("end ")) {
        End how = End.valueOf(value(lines[at++], "end ").toUpperCase(java.util.Locale.ROOT));
        long torn = lines[at].startsWith("torn ") ? Long.parseLong(value(lines[at++], "torn ")) : 0;
        draft.end(how, torn, SealPublicKey.ofWords(value(lines[at++], "next ")));
      }
      String name = SIGNED + lines[0] + " ";
      byte[] signature = StrictBase64.standard(value(lines[at + 1], name));
      Checkpoint checkpoint = new Checkpoint(draft, signature);
      if (!checkpoint.note().equals(note) || draft.root.length != Digests.LENGTH) {
        throw new SealException("not the one form of a checkpoint");
      }
      return checkpoint;
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw new SealException("no checkpoint", malformed);
    }
  }

  private static String value(String line, String name) throws SealException {
    if (!line.startsWith(name)) {
      throw new SealException("no checkpoint: '" + name.trim() + "' is missing");
    }
    return line.substring(name.length());
  }

  /** Whether it is signed with that key. */
  boolean by(SealPublicKey key) {
    byte[] id = key.noteId(origin(log, segment));
    return signature.length > KEY_ID_OCTETS
        && Arrays.equals(id, Arrays.copyOf(signature, KEY_ID_OCTETS))
        && key.verify(
            text().getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(signature, KEY_ID_OCTETS, signature.length));
  }

  /** The log that it speaks of: the thumbprint of the log's first key. */
  public String log() {
    return log;
  }

  /** The segment that it speaks of, from 0. */
  public long segment() {
    return segment;
  }

  /** How many lines of the segment it covers. */
  public long size() {
    return size;
  }

  /** When it was made, in milliseconds since the epoch, by the writer's clock. */
  public long timeMillis() {
    return time;
  }

  byte[] root() {
    return root.clone();
  }

  @Nullable End end() {
    return end;
  }

  /** Bytes of a torn line that were cut off. */
  long torn() {
    return torn;
  }

  /** The key of the next segment; null unless this is the last of its own. */
  @Nullable SealPublicKey next() {
    return next;
  }
}
