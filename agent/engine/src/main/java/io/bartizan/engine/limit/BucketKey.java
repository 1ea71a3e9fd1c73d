package io.bartizan.engine.limit;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is counted apart, as 16 octets of a keyed hash: of one size whatever the client sends, and
 * not to be steered into collisions by anyone who doesn't know this process's key.
 */
final class BucketKey {

  private static final String HASH = "HmacSHA256";
  private static final SecretKeySpec KEY = key();
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(BucketKey::mac);

  private final long high;
  private final long low;

  private BucketKey(long high, long low) {
    this.high = high;
    this.low = low;
  }

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, HASH);
  }

  private static Mac mac() {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(KEY);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java platform has " + HASH, impossible);
    }
  }

  /** Of at least 16 octets that are a keyed hash already. */
  static BucketKey ofHash(byte[] hash) {
    return new BucketKey(octets(hash, 0), octets(hash, 8));
  }

  static BucketKey of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static BucketKey of(byte[] value) {
    return ofHash(MAC.get().doFinal(value));
  }

  private static long octets(byte[] hash, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = value << 8 | hash[i] & 0xff;
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BucketKey
        && high == ((BucketKey) other).high
        && low == ((BucketKey) other).low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high);
  }
}
