package io.bartizan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The files of one or several trails, one after the other, as they may be read again and again. */
final class Trail {

  private final Shell shell;
  private final List<Path> files;
  private long skipped;
  private long sealed;
  private long records;

  Trail(Shell shell, List<Path> files) {
    this.shell = shell;
    this.files = files;
  }

  /** Hands over every request, in constant memory. */
  void read(String what, Consumer<Recorded> taker) throws IOException {
    skipped = 0;
    sealed = 0;
    records = 0;
    long all = 0;
    for (Path file : files) {
      all += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    long before = 0;
    try (Progress progress = new Progress(shell, what)) {
      for (Path file : files) {
        try (AuditLog log = AuditLog.lenient(shell, file)) {
          for (Recorded one = log.next(); one != null; one = log.next()) {
            records++;
            taker.accept(one);
            progress.at(before + log.read(), all);
          }
          skipped += log.skipped();
          sealed += log.sealed();
          before += log.size();
        }
      }
    }
  }

  /** Requests that were handed over. */
  long records() {
    return records;
  }

  /** Lines that are no records: torn, or of something else. */
  long skipped() {
    return skipped;
  }

  /** Records that are encrypted. */
  long sealed() {
    return sealed;
  }
}
