package io.bartizan.desk.trail;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Auditors;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The records of a sealed log, each checked before it is handed out. The checking drives its own
 * reading, so it runs on a thread beside this one, at most a pipe ahead.
 */
final class DecryptedSource implements Source {

  private static final int PIPE = 1 << 20;

  private final String name;
  private final Noticed noticed;
  private final PipedInputStream in = new PipedInputStream(PIPE);
  private final FileSource records;
  private final Thread checker;
  private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
  private volatile @Nullable Verdict verdict;

  DecryptedSource(
      List<Path> files,
      Anchor anchor,
      @Nullable Auditors auditors,
      Needles needles,
      Noticed noticed)
      throws IOException {
    this.name = files.get(0).toString();
    this.noticed = noticed;
    this.records = new FileSource(name, in, needles, noticed);
    PipedOutputStream out = new PipedOutputStream(in);
    this.checker =
        new Thread(() -> check(new LogFiles(files, (read, of) -> {}), anchor, auditors, out));
    checker.setDaemon(true);
    checker.setName("bartizan-decrypt");
    checker.start();
  }

  private void check(
      LogFiles files, Anchor anchor, @Nullable Auditors auditors, OutputStream pipe) {
    try (OutputStream out = pipe) {
      verdict = files.decrypt(anchor, auditors, out);
    } catch (IOException | SealException | RuntimeException | Error thrown) {
      failed.set(thrown);
    }
  }

  @Override
  public @Nullable TrailRecord next() throws IOException {
    TrailRecord record = records.next();
    if (record == null) {
      over();
    }
    return record;
  }

  private void over() throws IOException {
    try {
      checker.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", asked);
    }
    Throwable thrown = failed.get();
    if (thrown instanceof SealException) {
      throw new UnsealableException(name, ((SealException) thrown).reason());
    }
    if (thrown != null) {
      throw new IOException(name + " can't be decrypted: " + thrown, thrown);
    }
    Verdict found = verdict;
    if (found != null) {
      noticed.verdict(found);
    }
  }

  @Override
  public void close() throws IOException {
    // Whoever still writes into the pipe finds it closed, and ends.
    in.close();
  }
}
