package io.bartizan.desk.trail;

import io.bartizan.engine.audit.seal.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The records of one log. Lines that are none are noticed, and the reading goes on. */
final class FileSource implements Source {

  /** How the lines of a seal begin, encrypted records among them. */
  private static final byte[] SEAL = "{\"seal\":{\"n\":".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] ENCRYPTED = ",\"e\":\"".getBytes(StandardCharsets.US_ASCII);

  /** Where it stands in an encrypted record, at the latest. */
  private static final int NEAR = 64;

  private final String name;
  private final InputStream in;
  private final LogLines lines;
  private final Needles needles;
  private final Noticed noticed;
  private long number;

  FileSource(String name, InputStream in, Needles needles, Noticed noticed) {
    this.name = name;
    this.in = in;
    this.lines = new LogLines(in);
    this.needles = needles;
    this.noticed = noticed;
  }

  @Override
  public @Nullable TrailRecord next() throws IOException {
    while (lines.next()) {
      number++;
      if (seal()) {
        noticed.sealed(name);
      } else if (needles.possible(lines.bytes(), lines.from(), lines.to())) {
        TrailRecord record = record();
        if (record != null) {
          return record;
        }
      }
    }
    if (lines.rest() > LogLines.MAX_LINE) {
      noticed.cut(name, number + 1);
    } else if (lines.rest() > 0) {
      noticed.damaged(name, number + 1);
    }
    return null;
  }

  private @Nullable TrailRecord record() {
    try {
      return RecordParser.parse(lines.bytes(), lines.from(), lines.to());
    } catch (IOException none) {
      noticed.damaged(name, number);
      return null;
    }
  }

  /** Whether this line is the seal's own. */
  private boolean seal() throws IOException {
    byte[] bytes = lines.bytes();
    int from = lines.from();
    int to = lines.to();
    if (!Needles.at(bytes, from, to, SEAL)) {
      return false;
    }
    for (int i = from; i < Math.min(to, from + NEAR); i++) {
      if (Needles.at(bytes, i, to, ENCRYPTED)) {
        throw new EncryptedException(name);
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
