package io.bartizan.engine.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The statuses of many tokens, some bits each (Token Status List, 4). */
final class StatusBits {

  /** What {@link #at} says of a token that has no place in the list. */
  static final int NONE = -1;

  /** The token is good (7.1). */
  static final int VALID = 0;

  /** The token has been taken back (7.1). */
  static final int INVALID = 1;

  /** The token is not good for now (7.1). */
  static final int SUSPENDED = 2;

  private static final int PART = 8192;

  private final int bits;
  private final byte[] octets;

  private StatusBits(int bits, byte[] octets) {
    this.bits = bits;
    this.octets = octets;
  }

  /**
   * Reads the JSON form (4.2).
   *
   * @param list the claim {@code status_list}
   * @param mostBytes how large it may be once it is inflated; not an octet more is inflated
   * @throws Rejected if it is none, or larger
   */
  static StatusBits read(@Nullable Object list, int mostBytes) throws Rejected {
    if (!(list instanceof Map)) {
      throw new Rejected("no status_list");
    }
    Object text = ((Map<?, ?>) list).get("lst");
    if (!(text instanceof String)) {
      throw new Rejected("no lst");
    }
    int bits = bits(((Map<?, ?>) list).get("bits"));
    return new StatusBits(bits, inflated(StrictBase64Url.decode((String) text), mostBytes));
  }

  private static int bits(@Nullable Object value) throws Rejected {
    if (value instanceof BigDecimal && ((BigDecimal) value).scale() == 0) {
      for (int bits = 1; bits <= 8; bits *= 2) {
        if (BigDecimal.valueOf(bits).compareTo((BigDecimal) value) == 0) {
          return bits;
        }
      }
    }
    throw new Rejected("bits that are not 1, 2, 4 or 8");
  }

  /** ZLIB (RFC 1950): one stream, whole, its checksum right, and nothing after it. */
  private static byte[] inflated(byte[] zipped, int mostBytes) throws Rejected {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(zipped);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] part = new byte[PART];
      while (!inflater.finished()) {
        int n = inflater.inflate(part, 0, Math.min(part.length, mostBytes + 1 - all.size()));
        if (n == 0 && !inflater.finished()) {
          // It wants a dictionary, or has been cut off.
          throw new Rejected("a list that can't be inflated");
        }
        all.write(part, 0, n);
        if (all.size() > mostBytes) {
          throw new Rejected("a list larger than " + mostBytes + " bytes");
        }
      }
      if (inflater.getRemaining() > 0) {
        throw new Rejected("content after the list");
      }
      return all.toByteArray();
    } catch (DataFormatException malformed) {
      throw new Rejected("a list that can't be inflated");
    } finally {
      inflater.end();
    }
  }

  /**
   * A token's status; {@link #NONE} if it has no place in the list. The first token has the lowest
   * bits of the first octet (4.1).
   *
   * @param index from 0
   */
  int at(int index) {
    long bit = (long) index * bits;
    long octet = bit >> 3;
    if (index < 0 || octet >= octets.length) {
      return NONE;
    }
    return octets[(int) octet] >> (bit & 7) & (1 << bits) - 1;
  }
}
