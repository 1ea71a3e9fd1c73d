package io.bartizan.desk.trail;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Auditors;
import io.bartizan.engine.audit.seal.LogFiles;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens logs, those of several services and those that rotation left, as one source. */
public final class Logs {

  private static final int BUFFER = 1 << 16;

  private final Needles needles;
  private final Noticed noticed;
  private final LogFiles.Meter meter;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final List<Source> sources = new ArrayList<>();

  /**
   * None yet.
   *
   * @param needles which lines may be passed over
   */
  public Logs(Needles needles, Noticed noticed, LogFiles.Meter meter) {
    this.needles = needles;
    this.noticed = noticed;
    this.meter = meter;
  }

  /** Adds a file as it stands; one whose name ends in {@code .gz} is unpacked on the way. */
  public void plain(Path file) throws IOException {
    total.addAndGet(Files.size(file));
    InputStream in = new Metered(Files.newInputStream(file));
    try {
      if (file.toString().endsWith(".gz")) {
        in = new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER);
      }
      sources.add(new FileSource(file.toString(), in, needles, noticed));
    } catch (IOException | RuntimeException thrown) {
      in.close();
      throw thrown;
    }
  }

  /** Adds what another process writes; its records must stand in the order of time. */
  public void stream(String name, InputStream in) {
    sources.add(new FileSource(name, in, needles, noticed));
  }

  /** Adds all files of one sealed log, which are checked and decrypted while they are read. */
  public void sealed(List<Path> files, Anchor anchor, @Nullable Auditors auditors)
      throws IOException {
    sources.add(new DecryptedSource(files, anchor, auditors, needles, noticed));
  }

  /** All of them as one, in the order of time. */
  public Source open() throws IOException {
    return sources.size() == 1 ? sources.get(0) : new MergedSource(sources);
  }

  private final class Metered extends FilterInputStream {

    Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int got = super.read(bytes, from, length);
      meter.read(read.addAndGet(Math.max(got, 0)), total.get());
      return got;
    }
  }
}
