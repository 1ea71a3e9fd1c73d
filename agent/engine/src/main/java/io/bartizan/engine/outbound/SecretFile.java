package io.bartizan.engine.outbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/**
 * A secret that stands alone in a file. It is read anew each time: whoever changes it restarts
 * nothing.
 */
public final class SecretFile {

  private static final int MAX_BYTES = 4096;

  private final Path file;

  /** A secret in this file, which is not read yet. */
  public SecretFile(Path file) {
    this.file = file;
  }

  /**
   * The secret, without space around it; never empty.
   *
   * @throws IOException if there is none, or others may read it
   */
  public String read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    if (readByOthers()) {
      throw new IOException("others may read it (chmod o-r)");
    }
    String secret = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
    if (secret.isEmpty()) {
      throw new IOException("it is empty");
    }
    return secret;
  }

  private boolean readByOthers() throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
  }
}
