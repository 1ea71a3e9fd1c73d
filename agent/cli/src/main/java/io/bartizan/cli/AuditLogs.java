package io.bartizan.cli;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.SealException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that commands on sealed logs are given, and the key that they are checked by. */
final class AuditLogs {

  private AuditLogs() {}

  static List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = Paths.get(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw unusable(file, "there is no file that can be read", null);
      }
      if (!files.contains(file)) {
        files.add(file);
      }
    }
    return files;
  }

  /** The key that is named, or else the only public seal key beside the first log. */
  static Anchor anchor(Shell shell, @Nullable String named, Path log) {
    Path file = named == null ? beside(log) : Paths.get(named);
    try {
      Anchor anchor = Anchor.read(file);
      if (named == null) {
        shell
            .err()
            .println(
                "checked by "
                    + file
                    + ", thumbprint "
                    + anchor.key().thumbprint()
                    + ": whoever can write there can replace it; name your own copy with --key");
      }
      return anchor;
    } catch (SealException | IOException unusable) {
      throw unusable(file, "the public seal key can't be used: " + why(unusable), null);
    }
  }

  private static Path beside(Path log) {
    Path folder = log.toAbsolutePath().getParent();
    List<Path> keys = new ArrayList<>();
    if (folder != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub.jwk")) {
        for (Path file : files) {
          if (seals(file)) {
            keys.add(file);
          }
        }
      } catch (IOException unreadable) {
        keys.clear();
      }
    }
    if (keys.size() != 1) {
      throw unusable(
          log,
          (keys.isEmpty() ? "no public seal key lies" : keys.size() + " public seal keys lie")
              + " beside it",
          "name one: --key NAME.pub.jwk, as 'keys seal' made it");
    }
    return keys.get(0);
  }

  private static boolean seals(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
          .replace(" ", "")
          .contains("\"use\":\"sig\"");
    } catch (IOException unreadable) {
      return false;
    }
  }

  static Failure unusable(Path file, String message, @Nullable String hint) {
    return new Failure(Exit.INVALID, "BZ3006", file.toString(), message, hint);
  }

  static String why(Exception failed) {
    return failed instanceof SealException ? ((SealException) failed).reason() : failed.toString();
  }
}
