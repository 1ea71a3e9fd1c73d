package io.bartizan.desk.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnyOfTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean held(String line, String... texts) {
    List<byte[]> all = new ArrayList<>();
    for (String text : texts) {
      all.add(bytes(text));
    }
    byte[] bytes = bytes("<" + line + ">");
    return new AnyOf(all).heldBy(bytes, 1, bytes.length - 1);
  }

  @Test
  void found_whereverItStands_andNothingElse() {
    assertTrue(held("alice", "alice"));
    assertTrue(held("xalicex", "bob", "alice"));
    assertTrue(held("xxal", "al", "bobby"));
    assertTrue(held("al", "al", "bobby"));
    assertFalse(held("alic", "alice"));
    assertFalse(held("lice", "alice", "b0b"));
    assertFalse(held("", "alice"));
    assertFalse(held("a", "al"));
    assertFalse(held("", ">"), "what follows the line is not its own");
    assertFalse(held("lice", "<lice"), "nor is what stands before it");
    assertTrue(held("\u007f\u007f\u007f\u007f~", "\u007f\u007f\u007f~"));
  }

  /** The same answer as a search for each alone, on texts that are alike enough to be mistaken. */
  @Test
  void found_asByASearchForEach() {
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String[] texts = new String[1 + random.nextInt(5)];
      for (int t = 0; t < texts.length; t++) {
        texts[t] = word(random, 2 + random.nextInt(5));
      }
      String line = word(random, random.nextInt(24));
      boolean expected = List.of(texts).stream().anyMatch(line::contains);
      assertEquals(expected, held(line, texts), line + " " + List.of(texts));
      found += expected ? 1 : 0;
    }
    assertTrue(found > 2000 && found < 18_000, "found " + found);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}
