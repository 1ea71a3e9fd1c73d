package io.bartizan.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Assumptions;

/** Finds the corpora: by {@code BARTIZAN_CORPUS}, or beside the repository. */
public final class Corpus {

  private Corpus() {}

  /** The file or folder; the test is skipped, saying where it comes from, where it is not there. */
  public static Path at(String name, String origin) {
    String named = System.getenv("BARTIZAN_CORPUS");
    Path folder = named == null ? root().resolve("../shared/corpus") : Paths.get(named);
    Path file = folder.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), name + " is not here; it comes from " + origin);
    return file;
  }

  private static Path root() {
    Path at = Paths.get("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at;
  }
}
