package io.bartizan.engine.audit.seal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries a log over its segments: goes on after the last writer, gives each segment a key of its
 * own, and destroys the key of the one before. The state is kept before anything is written that
 * needs it, so that whoever comes after a crash knows whose turn it is. For one thread.
 */
public final class SealedLog implements Closeable {

  /**
   * A segment has about so many lines at most. Whoever takes over the server can write a segment
   * anew from its beginning, so it is short; and the next process reads it whole after a crash.
   */
  static final long SEGMENT_LINES = 100_000;

  /** And it lasts so long at most, if anything is recorded in it. */
  private static final long SEGMENT_NANOS = TimeUnit.HOURS.toNanos(1);

  /** The lines that every segment begins with. */
  private static final int OPENING_LINES = 2;

  /** Takes lines, all of them or none. */
  public interface Paper {
    /** Writes lines; after a throw none of them stands. */
    void append(ByteBuffer lines) throws IOException;
  }

  /** Where the keys of the auditors are read from, anew for each segment. */
  interface Readers {
    /** The auditors; null if records stay in clear. */
    @Nullable Auditors read() throws IOException, SealException;
  }

  private final KeyStore store;
  private final Readers readers;
  private SealState state;
  private @Nullable Segment segment;
  private boolean opened;
  private boolean running;
  private long beganNanos;
  private byte @Nullable [] marked;

  /** What {@link #remark} says begins so where somebody else may have written to the log. */
  public static final String TAMPERING = "possible tampering: ";

  private @Nullable String remark;

  private SealedLog(KeyStore store, SealState state, Readers readers) {
    this.store = store;
    this.state = state;
    this.readers = readers;
  }

  /**
   * Takes the key into use and goes on with the log.
   *
   * @param key the file of the seal key
   * @param auditors the file of the auditors' public keys; null if records stay in clear
   * @param file the log, open for reading; stays open
   * @param torn bytes of a torn line that were cut off its end
   * @return null if this process uses the key already
   * @throws SealException if a key can't be used, or the log is not that key's
   */
  public static @Nullable SealedLog open(
      Path key, @Nullable Path auditors, FileChannel file, long torn)
      throws IOException, SealException {
    KeyFile store = KeyFile.take(key);
    if (store == null) {
      return null;
    }
    boolean ready = false;
    try {
      Readers readers = () -> auditors == null ? null : AuditorFile.readPublic(auditors);
      readers.read();
      SealState state = store.load();
      LastSegment.Found found = LastSegment.find(file, state.key.publicKey());
      SealedLog log = resume(store, state, readers, found, torn, System.currentTimeMillis());
      // Written once before it is needed: a folder that can't be written shows at the start.
      store.save(log.state);
      ready = true;
      return log;
    } finally {
      if (!ready) {
        store.close();
      }
    }
  }

  /**
   * Reads a seal key without using it.
   *
   * @throws SealException if it can't be used
   */
  public static void check(Path key) throws IOException, SealException {
    SealState.parse(KeyFile.readPrivate(key));
  }

  /**
   * Reads the public keys of auditors.
   *
   * @throws SealException if they can't be used
   */
  public static void checkAuditors(Path file) throws IOException, SealException {
    AuditorFile.readPublic(file);
  }

  static SealedLog resume(
      KeyStore store,
      SealState state,
      Readers readers,
      LastSegment.@Nullable Found found,
      long torn,
      long now)
      throws IOException, SealException {
    SealedLog log = new SealedLog(store, state, readers);
    if (found != null && !found.header.log.equals(state.log)) {
      throw new ForeignLogException("it was sealed with another key");
    }
    long last = found == null ? -1 : found.header.segment;
    if (last > state.segment || found != null && last == state.segment && found.closed) {
      throw new ForeignLogException(
          "it goes on to segment " + last + ", and the key is older than that: was it restored?");
    }
    if (found != null && last == state.segment) {
      log.recover(found, torn, now);
    } else if (state.size > 0) {
      log.turn(End.UNSEEN, state.size, state.root, 0, now);
      log.remark =
          TAMPERING + "the last segment of the trail is not in this file: its end was not seen";
    }
    return log;
  }

  /** Says how many lines there were: as many as are found, or as the last mark speaks of. */
  private void recover(LastSegment.Found found, long torn, long now)
      throws IOException, SealException {
    Checkpoint mark = store.marked();
    boolean cut =
        mark != null
            && mark.log().equals(state.log)
            && mark.segment() == state.segment
            && mark.size() > found.size
            && mark.by(state.key.publicKey());
    if (mark != null && cut) {
      turn(End.RECOVERED, mark.size(), mark.root(), torn, now);
      remark =
          TAMPERING + "the last segment had " + mark.size() + " lines and now has " + found.size;
    } else {
      turn(End.RECOVERED, found.size, found.root, torn, now);
      remark = "a process died: " + found.size + " lines of its last segment were found";
    }
  }

  /**
   * Takes note of the last checkpoint that was written, if it is another than before.
   *
   * @return its line; null if there is none
   */
  public byte @Nullable [] mark() {
    Segment now = segment;
    byte[] line = now == null ? null : now.lastCheckpoint();
    if (line != null && line != marked) {
      try {
        store.mark(line);
        marked = line;
      } catch (IOException unmarked) {
        // Tried again with the next one. It is no part of the log, which says all it has to say.
        remark = "the last checkpoint could not be noted: " + unmarked.getMessage();
      }
    }
    return line;
  }

  /** What befell the log, for the log itself; null if nothing. */
  public @Nullable String remark() {
    String news = remark;
    remark = null;
    return news;
  }

  /** Begins the segment that is due; after a throw it is tried again. */
  public Segment begin(Paper paper, long now) throws IOException, SealException {
    Segment due = segment;
    if (due == null) {
      due = new Segment(state.key, state.log, state.segment, state.after, readers.read(), now);
      segment = due;
      beganNanos = System.nanoTime();
    }
    if (!opened) {
      Sheet sheet = new Sheet(1 << 12);
      due.open(now, sheet);
      try {
        paper.append(sheet.view());
      } catch (IOException | RuntimeException | Error failed) {
        due.takeBack();
        throw failed;
      }
      due.written();
      opened = true;
    }
    if (!running) {
      SealState begun = state.begun(due.size(), due.root());
      store.save(begun);
      state = begun;
      running = true;
    }
    return due;
  }

  /** Whether a segment was begun whose end would have to be told. */
  public boolean running() {
    return opened;
  }

  /** Whether the segment has lasted long enough. */
  public boolean due() {
    Segment now = segment;
    return opened
        && now != null
        && (now.size() >= SEGMENT_LINES
            || now.size() > OPENING_LINES && System.nanoTime() - beganNanos >= SEGMENT_NANOS);
  }

  /**
   * Ends the segment, of which all counts that was said to be written; {@link #begin} begins the
   * next. After a throw it goes on.
   *
   * @return the line that ends it, for where its lines stand; it is not needed
   */
  public ByteBuffer end(long now) throws IOException, SealException {
    Segment over = segment;
    if (over == null) {
      throw new IllegalStateException("no segment was begun");
    }
    Checkpoint end = turn(End.CLOSED, over.size(), over.root(), 0, now);
    Sheet line = new Sheet(1 << 10);
    byte[] bytes = SealedLine.checkpoint(end.size(), end);
    line.write(bytes, 0, bytes.length);
    line.write('\n');
    return line.view();
  }

  private Checkpoint turn(End how, long size, byte[] root, long torn, long now)
      throws IOException, SealException {
    SealKey next = SealKey.generate(state.key.publicKey().algorithm());
    Checkpoint end =
        new Checkpoint.Draft(state.log, state.segment, size, root, now)
            .end(how, torn, next.publicKey())
            .sign(state.key);
    SealState following = state.next(next, end);
    store.save(following);
    state = following;
    segment = null;
    opened = false;
    running = false;
    return end;
  }

  @Override
  public void close() throws IOException {
    if (store instanceof Closeable) {
      ((Closeable) store).close();
    }
  }
}
