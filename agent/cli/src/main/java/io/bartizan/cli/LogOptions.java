package io.bartizan.cli;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.trail.EncryptedException;
import io.bartizan.desk.trail.Logs;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.Source;
import io.bartizan.desk.trail.TrailRecord;
import io.bartizan.desk.trail.UnsealableException;
import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.AuditorFile;
import io.bartizan.engine.audit.seal.Auditors;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reads logs, and the time that it asks for; the same in every command. */
final class LogOptions {

  /** What the logs are, in the help of each command. */
  static final String LOGS =
      "files of audit trails, of one service or several; .gz is unpacked, - is standard input";

  static final String STANDARD_INPUT = "-";

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "from then on: 2026-11-26T20:15:00Z, 2026-11-26, or how long ago: 15m, 24h, 7d")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "WHEN", description = "before then, written as --since")
  private @Nullable String until;

  @Option(
      names = "--auditor",
      paramLabel = "FILE",
      description = "the auditor's private key: sealed logs are checked and decrypted")
  private @Nullable String auditor;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "with --auditor: the public seal key that you trust; left out: the one beside")
  private @Nullable String key;

  private List<String> told = new ArrayList<>();

  /** What was noticed while logs were read. */
  List<String> noticed() {
    return told;
  }

  /** Puts the time that was asked for into a query. */
  void time(Query query) {
    long now = System.currentTimeMillis();
    try {
      if (since != null) {
        query.since(Moments.parse(since, now));
      }
      if (until != null) {
        query.until(Moments.parse(until, now));
      }
    } catch (IllegalArgumentException none) {
      throw usage(String.valueOf(none.getMessage()));
    }
  }

  static Failure usage(String message) {
    return new Failure(Exit.USAGE, "BZ5002", null, message, null);
  }

  /**
   * Hands every record that a query means to a reader, in the order of time, and says on the error
   * stream what was noticed on the way.
   *
   * @param logs the logs' names, as they stand on the command line
   * @param what is done, such as {@code searching}
   * @return what the process should end with
   */
  int read(Shell shell, List<String> logs, Query query, String what, Consumer<TrailRecord> reader) {
    Noticed noticed = walk(shell, logs, query, what, reader);
    told = noticed.told();
    told.forEach(shell.err()::println);
    return noticed.tampered() ? Exit.DIFFERENCE : Exit.OK;
  }

  /** The same in silence, for what is read before it is read to be told. */
  void scan(Shell shell, List<String> logs, Query query, Consumer<TrailRecord> reader) {
    walk(shell, logs, query, "looking", reader);
  }

  private Noticed walk(
      Shell shell, List<String> logs, Query query, String what, Consumer<TrailRecord> reader) {
    time(query);
    Noticed noticed = new Noticed();
    try (Progress progress = new Progress(shell, what);
        Source source = open(shell, logs, new Logs(query.needles(), noticed, progress::at))) {
      for (TrailRecord record = source.next(); record != null; record = source.next()) {
        if (query.test(record)) {
          reader.accept(record);
        }
      }
    } catch (EncryptedException encrypted) {
      throw AuditLogs.unusable(
          Paths.get(encrypted.file()),
          "its records are encrypted",
          "name the auditor's private key with --auditor");
    } catch (UnsealableException unsealable) {
      throw AuditLogs.unusable(Paths.get(unsealable.file()), unsealable.reason(), null);
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE, "BZ5005", null, "the audit trail can't be read: " + unreadable, null);
    }
    return noticed;
  }

  private Source open(Shell shell, List<String> logs, Logs sources) throws IOException {
    Map<String, List<Path>> sealed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(logs);
    if (names.removeIf(STANDARD_INPUT::equals)) {
      sources.stream("standard input", System.in);
    }
    for (String name : names) {
      Path file = Paths.get(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new Failure(
            Exit.USAGE,
            "BZ5005",
            name,
            "there is no audit trail that can be read",
            "name a file of records, as audit.file writes them");
      }
      String log = auditor == null ? null : LogFiles.log(file);
      if (log == null) {
        sources.plain(file);
      } else {
        sealed.computeIfAbsent(log, first -> new ArrayList<>()).add(file);
      }
    }
    for (List<Path> files : sealed.values()) {
      Anchor anchor = AuditLogs.anchor(shell, key, files.get(0));
      sources.sealed(files, anchor, auditors());
    }
    return sources.open();
  }

  private Auditors auditors() {
    Path file = Paths.get(String.valueOf(auditor));
    try {
      return AuditorFile.readPrivate(file);
    } catch (SealException | IOException unusable) {
      throw AuditLogs.unusable(
          file, "the auditor's key can't be used: " + AuditLogs.why(unusable), null);
    }
  }
}
