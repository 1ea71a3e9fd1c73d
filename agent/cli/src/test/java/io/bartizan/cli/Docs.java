package io.bartizan.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the documentation is. */
final class Docs {

  private Docs() {}

  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at;
  }
}
