package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys from a file; read again when it changes, and the last good ones kept where it is broken. */
final class FileKeys implements KeySource {

  private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);

  private final Path file;
  private final boolean secret;
  private final KeyFormat format;
  private volatile KeySet keys;
  private String state;
  private @Nullable KeyNews news;

  /**
   * An issuer's keys from a file.
   *
   * @throws KeySetException if they can't be used
   */
  FileKeys(String path, Issuer issuer) throws KeySetException {
    // Secrets are shared with the issuer; all other keys are its public ones.
    this.secret = issuer.symmetric();
    this.format = KeyFormat.of(issuer);
    file = Paths.get(path);
    try {
      state = state();
      keys = read();
    } catch (IOException | Rejected bad) {
      throw new KeySetException(
          file
              + ": error BZ2001: the key set can't be used: "
              + (bad instanceof Rejected ? ((Rejected) bad).reason() : bad)
              + (secret
                  ? "\n  hint: put a JWK set of oct keys there, for the server's user alone"
                  : "\n"
                      + "  hint: put the issuer's public JWK set there, or mend"
                      + " identity.issuers.jwks"),
          bad);
    }
  }

  private KeySet read() throws IOException, Rejected {
    if (Files.size(file) > KeySet.MAX_BYTES) {
      throw new Rejected("larger than " + KeySet.MAX_BYTES + " bytes");
    }
    byte[] octets = Files.readAllBytes(file);
    if (secret && readByOthers()) {
      throw new Rejected("others may read the secret (chmod o-r)");
    }
    return format.read(octets);
  }

  /** Whoever reads the secret can mint tokens. */
  private boolean readByOthers() throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
  }

  private String state() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey();
  }

  @Override
  public KeySet keys(Pause pause) {
    return keys;
  }

  @Override
  public KeySet newerKeys(Pause pause) {
    return keys;
  }

  @Override
  public KeySet inForce() {
    return keys;
  }

  @Override
  public int retryAfterSeconds() {
    return 1;
  }

  @Override
  public synchronized boolean refresh() {
    KeySet before = keys;
    String then = state;
    try {
      state = state();
      if (!state.equals(then)) {
        keys = read();
        LOG.info("keys read again from {}", file);
        news = new KeyNews("the keys of " + file + " were read again", true);
      }
    } catch (IOException | Rejected bad) {
      // Told once, not every second, where the file is away.
      state = bad instanceof IOException ? bad.toString() : state;
      if (!state.equals(then)) {
        news = new KeyNews("the keys of " + file + " can't be used: " + told(bad), false);
        LOG.warn("the key set {} can't be used; the last good keys stay: {}", file, bad.toString());
      }
    }
    return keys != before && !keys.holdsAllOf(before);
  }

  private static String told(Exception bad) {
    return bad instanceof Rejected ? ((Rejected) bad).reason() : bad.toString();
  }

  @Override
  public synchronized @Nullable KeyNews news() {
    KeyNews last = news;
    news = null;
    return last;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
