package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusBitsTest {

  private static final int MOST = 1 << 20;

  private static Map<String, Object> list(Object bits, Object lst) {
    Map<String, Object> list = new HashMap<>();
    list.put("bits", bits);
    list.put("lst", lst);
    return list;
  }

  private static StatusBits read(int bits, byte[] zipped) throws Rejected {
    return StatusBits.read(
        list(BigDecimal.valueOf(bits), Base64URL.encode(zipped).toString()), MOST);
  }

  static byte[] zipped(byte[] octets) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(octets);
    deflater.finish();
    byte[] part = new byte[8192];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      all.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    return all.toByteArray();
  }

  /** All places of all lists of the specification, those that are not named being 0. */
  @Test
  void at_vectorsOfTheSpecification() throws Exception {
    String vectors;
    try (InputStream in = getClass().getResourceAsStream("/token-status-list.txt")) {
      vectors = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int lists = 0;
    for (String vector : vectors.substring(vectors.indexOf("\nlist ") + 1).split("(?m)^list ")) {
      if (vector.isEmpty()) {
        continue;
      }
      lists++;
      String[] lines = vector.split("\n");
      String[] head = lines[0].split(" ");
      StatusBits bits = StatusBits.read(list(new BigDecimal(head[0]), head[2]), MOST);
      int[] wanted = new int[Integer.parseInt(head[1])];
      for (String line : Arrays.asList(lines).subList(1, lines.length)) {
        wanted[Integer.parseInt(line.split(" ")[0])] = Integer.parseInt(line.split(" ")[1]);
      }
      for (int i = 0; i < wanted.length; i++) {
        if (bits.at(i) != wanted[i]) {
          assertEquals(wanted[i], bits.at(i), "bits " + head[0] + ", index " + i);
        }
      }
      assertEquals(StatusBits.NONE, bits.at(wanted.length));
    }
    assertEquals(6, lists);
  }

  @Test
  void at_outOfTheList_isNone() throws Exception {
    StatusBits bits = read(1, zipped(new byte[2]));
    assertEquals(0, bits.at(15));
    for (int index : new int[] {16, 17, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      assertEquals(StatusBits.NONE, bits.at(index), "index " + index);
    }
    assertEquals(StatusBits.NONE, read(8, zipped(new byte[2])).at(Integer.MAX_VALUE));
    assertEquals(StatusBits.NONE, read(1, zipped(new byte[0])).at(0));
  }

  @Test
  void read_bomb_isRefusedAfterTheBound() throws Exception {
    assertEquals(0, read(1, zipped(new byte[MOST])).at(8 * MOST - 1));
    byte[] bomb = zipped(new byte[64 * MOST]);
    assertTrue(bomb.length < MOST / 8, "it looks harmless: " + bomb.length);
    Rejected refused = assertThrows(Rejected.class, () -> read(1, bomb));
    assertEquals("a list larger than " + MOST + " bytes", refused.reason());
    assertThrows(Rejected.class, () -> read(1, zipped(new byte[MOST + 1])));
  }

  @Test
  void read_malformed_isRefused() {
    byte[] good = zipped("statuses of many tokens".getBytes(StandardCharsets.US_ASCII));
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(Rejected.class, () -> read(1, cut), "cut off after " + length);
    }
    byte[] more = Arrays.copyOf(good, good.length + 1);
    assertThrows(Rejected.class, () -> read(1, more), "something after it");
    byte[] flipped = good.clone();
    flipped[good.length - 1] ^= 1;
    assertThrows(Rejected.class, () -> read(1, flipped), "another checksum");
    Deflater raw = new Deflater(9, true);
    raw.setInput(new byte[100]);
    raw.finish();
    byte[] bare = Arrays.copyOf(new byte[0], 100);
    int length = raw.deflate(bare);
    raw.end();
    assertThrows(Rejected.class, () -> read(1, Arrays.copyOf(bare, length)), "no ZLIB");
    Deflater learned = new Deflater();
    learned.setDictionary(new byte[] {1, 2, 3});
    learned.setInput(new byte[100]);
    learned.finish();
    byte[] dictionary = new byte[200];
    int used = learned.deflate(dictionary);
    learned.end();
    assertThrows(Rejected.class, () -> read(1, Arrays.copyOf(dictionary, used)), "a dictionary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "16", "-1", "1.0", "2.5", "1e1"})
  void read_otherBits_isRefused(String bits) {
    String lst = Base64URL.encode(zipped(new byte[2])).toString();
    assertThrows(Rejected.class, () -> StatusBits.read(list(new BigDecimal(bits), lst), MOST));
  }

  @Test
  void read_otherShapes_areRefused() {
    String lst = Base64URL.encode(zipped(new byte[2])).toString();
    BigDecimal one = BigDecimal.ONE;
    assertThrows(Rejected.class, () -> StatusBits.read(null, MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(lst, MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list("1", lst), MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list(null, lst), MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list(one, null), MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list(one, one), MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list(one, lst + "="), MOST));
    assertThrows(Rejected.class, () -> StatusBits.read(list(one, lst + "\n"), MOST));
  }
}
