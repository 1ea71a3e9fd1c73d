package io.bartizan.engine.identity;

import io.bartizan.policy.ApiKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys that count; read again when their file changes, and the last good ones kept where it
 * is broken.
 */
final class ApiKeyRing {

  /** What principals of API keys have for an issuer. */
  static final String ISSUER = "api-keys";

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyRing.class);

  /** Compared with where there is no key of that id, so that one takes as long as the other. */
  private static final ApiKey NOBODYS = new ApiKey(new byte[32], "", Collections.emptySet(), 0);

  private final Path file;
  private final CredentialNames names;
  private final String header;
  private volatile Map<String, ApiKey> keys;
  private String state;

  /**
   * The keys of a file.
   *
   * @param names what they are called in the trail
   * @throws KeySetException if they can't be used
   */
  ApiKeyRing(ApiKeys where, CredentialNames names) throws KeySetException {
    this.names = names;
    file = Paths.get(where.file());
    header = where.header();
    try {
      state = state();
      keys = ApiKeyFile.read(file);
    } catch (IOException | Rejected bad) {
      throw new KeySetException(
          file
              + ": error BZ2004: the API keys can't be used: "
              + (bad instanceof Rejected ? ((Rejected) bad).reason() : bad)
              + "\n  hint: make a key with: java -jar bartizan.jar keys api "
              + file
              + " --principal NAME",
          bad);
    }
  }

  private String state() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey();
  }

  /** The header that keys stand in. */
  String header() {
    return header;
  }

  /**
   * Whose key a request brings.
   *
   * @param values of the header; not empty
   */
  Identification identify(String[] values, long nowSeconds) {
    String text = values[0];
    if (values.length > 1 || text == null) {
      return Identification.rejected(CredentialError.invalidRequest("more than one credential"));
    }
    String hash = TokenHash.of(text.getBytes(StandardCharsets.ISO_8859_1), 0, names).toString();
    try {
      ApiKey known = keys.get(ApiKey.id(text));
      if (!(known == null ? NOBODYS : known).is(ApiKey.hash(text)) || known == null) {
        throw new Rejected("unknown API key");
      }
      if (known.expiresAt() <= nowSeconds) {
        throw new Rejected("expired");
      }
      return Identification.of(
          Principal.untokened(known.principal(), ISSUER, known.roles(), hash, known.expiresAt()));
    } catch (Rejected rejected) {
      return Identification.rejected(CredentialError.invalidKey(rejected.reason(), hash));
    }
  }

  /** Looks whether the file has changed; called about once a second, never by a request. */
  synchronized void refresh() {
    String then = state;
    try {
      state = state();
      if (!state.equals(then)) {
        keys = ApiKeyFile.read(file);
        LOG.info("{} API keys read again from {}", keys.size(), file);
      }
    } catch (IOException | Rejected bad) {
      // Told once, not every second, where the file is away.
      state = bad instanceof IOException ? bad.toString() : state;
      if (!state.equals(then)) {
        LOG.warn(
            "the API keys {} can't be used; the last good ones stay: {}", file, bad.toString());
      }
    }
  }
}
