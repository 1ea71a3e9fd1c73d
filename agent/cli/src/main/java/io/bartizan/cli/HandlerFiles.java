package io.bartizan.cli;

import io.bartizan.policy.analysis.KnownHandlers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The handlers of an application, from its classes and archives, or from a trail of its requests.
 */
final class HandlerFiles {

  /** A library in an application in an archive. */
  private static final int MAX_DEPTH = 3;

  private final Shell shell;
  private final KnownHandlers known = new KnownHandlers();

  HandlerFiles(Shell shell) {
    this.shell = shell;
  }

  static KnownHandlers of(Shell shell, List<Path> files) {
    HandlerFiles all = new HandlerFiles(shell);
    files.forEach(all::read);
    return all.known;
  }

  private void read(Path file) {
    int before = known.classes();
    try {
      if (Files.isDirectory(file)) {
        folder(file);
      } else if (file.toString().matches("(?i).*[.](jar|war|ear|zip)")) {
        try (InputStream in = Files.newInputStream(file)) {
          archive(in, 1);
        }
      } else {
        trail(file);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw wrong(file, "it can't be read: " + unreadable);
    }
    if (known.classes() == before) {
      throw wrong(file, "there are no classes in it, nor records with handlers");
    }
  }

  private Failure wrong(Path file, String message) {
    return new Failure(
        Exit.USAGE,
        "BZ6015",
        shell.shown(file),
        message,
        "name the application's jar, war or folder of classes, or an audit trail");
  }

  private void folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).collect(Collectors.toList());
    }
    for (Path file : files) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        entry(file.toString(), in, 1);
      }
    }
  }

  private void archive(InputStream in, int depth) throws IOException {
    ZipInputStream entries = new ZipInputStream(new BufferedInputStream(in));
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      entry(entry.getName(), entries, depth);
    }
  }

  private void entry(String name, InputStream in, int depth) throws IOException {
    if (name.endsWith(".class") && !name.endsWith("-info.class")) {
      ClassFile.read(in, known);
    } else if (name.endsWith(".jar") && depth < MAX_DEPTH) {
      archive(in, depth + 1);
    }
  }

  private void trail(Path file) throws IOException {
    try (AuditLog log = AuditLog.lenient(shell, file);
        Progress progress = new Progress(shell, "reading")) {
      for (Recorded one = log.next(); one != null; one = log.next()) {
        String handler = one.text("unmapped", "handler");
        if (handler != null) {
          known.add(handler);
        }
        progress.at(log.read(), log.size());
      }
    }
  }
}
