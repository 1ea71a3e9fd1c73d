package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the files of keys: a private one for its owner alone, a public one beside it. */
public final class SealKeys {

  private static final int RSA_BITS = 3072;
  private static final String SUFFIX = ".jwk";

  private SealKeys() {}

  /** Where the public half of a key stands: {@code audit.jwk} and {@code audit.pub.jwk}. */
  public static Path publicFile(Path file) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return file.resolveSibling(stem + ".pub" + SUFFIX);
  }

  /**
   * Makes a seal key.
   *
   * @throws IOException if there is such a file already: it may seal a log
   */
  public static Anchor seal(Path file, SealAlgorithm algorithm) throws IOException, SealException {
    SealKey key = SealKey.generate(algorithm);
    Anchor anchor = Anchor.first(key.publicKey());
    KeyFile.create(file, SealState.first(key).json());
    write(publicFile(file), anchor.json());
    return anchor;
  }

  /**
   * Makes an auditor's key.
   *
   * @param rsa whether an RSA key, otherwise one on P-256
   * @return its thumbprint
   */
  public static String auditor(Path file, boolean rsa) throws IOException, SealException {
    try {
      JWK key =
          rsa
              ? new RSAKeyGenerator(RSA_BITS)
                  .keyUse(KeyUse.ENCRYPTION)
                  .keyIDFromThumbprint(true)
                  .generate()
              : new ECKeyGenerator(Curve.P_256)
                  .keyUse(KeyUse.ENCRYPTION)
                  .keyIDFromThumbprint(true)
                  .generate();
      KeyFile.create(file, key.toJSONString() + "\n");
      write(publicFile(file), key.toPublicJWK().toJSONString() + "\n");
      return key.getKeyID();
    } catch (JOSEException failed) {
      throw new SealException("no key could be made: " + failed.getMessage(), failed);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
  }
}
