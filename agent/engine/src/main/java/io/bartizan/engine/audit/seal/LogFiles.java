package io.bartizan.engine.audit.seal;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log, as rotation left them: read in the order of their segments, whatever order
 * they are given in; those that end in {@code .gz} unpacked on the way.
 */
public final class LogFiles {

  private static final int BUFFER = 1 << 16;

  /** How a checkpoint's line begins, and a message about one. */
  private static final String SEALED = "{\"seal\":";

  private static final String MESSAGE = "{\"type\":\"audit.checkpoint\",";
  private static final String DATA = "\"data\":";

  private final List<Path> files;
  private final Meter meter;

  /** Hears how far the reading has come. */
  public interface Meter {
    /** So many bytes of the files were read, of so many in all. */
    void read(long bytes, long of);
  }

  /** Files of one log. */
  public LogFiles(List<Path> files, Meter meter) {
    this.files = new ArrayList<>(files);
    this.meter = meter;
  }

  /**
   * Checks them.
   *
   * @param anchor the key that is trusted
   * @param kept checkpoints that were kept elsewhere
   */
  public Verdict verify(Anchor anchor, List<Checkpoint> kept) throws IOException {
    try {
      return read(new Verifier(anchor, kept));
    } catch (SealException impossible) {
      throw new IllegalStateException("nobody listens who could refuse a record", impossible);
    }
  }

  /**
   * Checks them, and writes each record that is what was written, as it was before it was sealed.
   *
   * @param auditors whose private keys decrypt; null if the records are in clear
   * @throws SealException if a record can't be decrypted with these keys
   */
  public Verdict decrypt(Anchor anchor, @Nullable Auditors auditors, OutputStream out)
      throws IOException, SealException {
    Verifier verifier = new Verifier(anchor, new ArrayList<>());
    Printer printer = new Printer(auditors, out);
    verifier.listen(printer);
    Verdict verdict = read(verifier);
    printer.flush();
    return verdict;
  }

  private Verdict read(Verifier verifier) throws IOException, SealException {
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    Counter counter = new Counter(total);
    for (Path file : inOrder()) {
      verifier.file(file.toString());
      try (InputStream in = open(file, counter)) {
        LogLines lines = new LogLines(in);
        while (!verifier.stopped() && lines.next()) {
          verifier.line(lines.bytes(), lines.from(), lines.to());
        }
        verifier.torn(lines.rest());
      }
    }
    return verifier.end();
  }

  /** Files whose first line is no segment's come last: what is wrong with them is told then. */
  private List<Path> inOrder() throws IOException {
    Map<Path, Long> first = new TreeMap<>();
    for (Path file : files) {
      first.put(file, firstSegment(file));
    }
    List<Path> ordered = new ArrayList<>(files);
    ordered.sort(Comparator.comparing(first::get));
    return ordered;
  }

  /** The name of the log that a file is of; null if it does not begin as a sealed one does. */
  public static @Nullable String log(Path file) throws IOException {
    try (InputStream in = open(file, null)) {
      LogLines lines = new LogLines(in);
      return lines.next() ? SegmentHeader.parse(lines.bytes(), lines.from(), lines.to()).log : null;
    } catch (SealException none) {
      return null;
    }
  }

  private static long firstSegment(Path file) throws IOException {
    try (InputStream in = open(file, null)) {
      LogLines lines = new LogLines(in);
      return lines.next()
          ? SegmentHeader.parse(lines.bytes(), lines.from(), lines.to()).segment
          : Long.MAX_VALUE;
    } catch (SealException none) {
      return Long.MAX_VALUE;
    }
  }

  private static InputStream open(Path file, @Nullable Counter counter) throws IOException {
    InputStream in = Files.newInputStream(file);
    InputStream counted = counter == null ? in : counter.count(in);
    return file.toString().endsWith(".gz")
        ? new GZIPInputStream(new BufferedInputStream(counted, BUFFER), BUFFER)
        : counted;
  }

  /**
   * Reads checkpoints that were kept elsewhere: lines of a log or of an export, messages that a
   * webhook got, one a line, or one signed note. Other lines are passed over.
   *
   * @throws SealException if one is broken, or there is none
   */
  public static List<Checkpoint> kept(Path file) throws IOException, SealException {
    byte[] bytes = Files.readAllBytes(file);
    List<Checkpoint> kept = new ArrayList<>();
    if (!Cursor.startsWith(bytes, 0, bytes.length, "{")) {
      kept.add(Checkpoint.parse(new String(bytes, StandardCharsets.UTF_8)));
      return kept;
    }
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        Checkpoint checkpoint = kept(bytes, from, i, i == bytes.length && !kept.isEmpty());
        if (checkpoint != null) {
          kept.add(checkpoint);
        }
        from = i + 1;
      }
    }
    if (kept.isEmpty()) {
      throw new SealException("none of its lines is one");
    }
    return kept;
  }

  /**
   * A checkpoint's line, or a message about it; null for any other line.
   *
   * @param torn whether the line may be a piece of one
   */
  private static @Nullable Checkpoint kept(byte[] bytes, int from, int to, boolean torn)
      throws SealException {
    int begin = from;
    int end = to;
    if (Cursor.startsWith(bytes, from, to, MESSAGE)) {
      begin = from + MESSAGE.length();
      while (begin < to && !Cursor.startsWith(bytes, begin, to, DATA)) {
        begin++;
      }
      begin = Math.min(begin + DATA.length(), to);
      end = to - 1;
    }
    if (begin >= end || !Cursor.startsWith(bytes, begin, end, SEALED)) {
      return null;
    }
    try {
      return SealedLine.parse(bytes, begin, end).checkpoint;
    } catch (SealException broken) {
      if (torn) {
        return null;
      }
      throw broken;
    }
  }

  private final class Counter {
    private final long total;
    private long read;

    Counter(long total) {
      this.total = total;
    }

    InputStream count(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          int got = super.read(bytes, from, length);
          read += Math.max(got, 0);
          meter.read(read, total);
          return got;
        }
      };
    }
  }
}
