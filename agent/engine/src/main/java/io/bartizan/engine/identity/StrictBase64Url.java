package io.bartizan.engine.identity;

/**
 * Base64url as RFC 7515, 2 wants it: no padding, no other characters, no bits left over. One byte
 * string has one spelling, so that a token can't be respelled around a memory or a block list.
 */
final class StrictBase64Url {

  private static final byte[] VALUES = values();

  private StrictBase64Url() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    java.util.Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** Checks a text without decoding it. */
  static void check(String text) throws Rejected {
    int length = text.length();
    int last = 0;
    for (int i = 0; i < length; i++) {
      last = value(text.charAt(i));
    }
    // The last of two characters carries four bits too many, the last of three two.
    int left = length % 4 == 2 ? last & 0xf : length % 4 == 3 ? last & 0x3 : 0;
    if (length % 4 == 1 || left != 0) {
      throw malformed();
    }
  }

  static byte[] decode(String text) throws Rejected {
    return decode(text, 0, text.length());
  }

  /** Decodes a part of a text. */
  static byte[] decode(String text, int from, int to) throws Rejected {
    int length = to - from;
    if (length % 4 == 1) {
      throw malformed();
    }
    byte[] octets = new byte[length * 3 / 4];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = from; i < to; i++) {
      bits = bits << 6 | value(text.charAt(i));
      held += 6;
      if (held >= 8) {
        held -= 8;
        octets[at++] = (byte) (bits >> held);
        bits &= (1 << held) - 1;
      }
    }
    if (bits != 0) {
      throw malformed();
    }
    return octets;
  }

  private static int value(char c) throws Rejected {
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0) {
      throw malformed();
    }
    return value;
  }

  private static Rejected malformed() {
    return new Rejected("malformed base64url");
  }
}
