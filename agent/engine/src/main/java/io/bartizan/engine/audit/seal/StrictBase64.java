package io.bartizan.engine.audit.seal;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 that has one text for each value: loose last bits or padding would be bits that nothing
 * seals.
 */
final class StrictBase64 {

  private StrictBase64() {}

  static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] url(byte[] text, int from, int to) throws SealException {
    byte[] piece = Arrays.copyOfRange(text, from, to);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(piece);
      if (Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(bytes), piece)) {
        return bytes;
      }
    } catch (IllegalArgumentException none) {
      throw new SealException("not base64url", none);
    }
    throw new SealException("not the one base64url text of its value");
  }

  static String standard(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] standard(String text) throws SealException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (standard(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException none) {
      throw new SealException("not base64", none);
    }
    throw new SealException("not the one base64 text of its value");
  }
}
