package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys api}. */
class ApiKeyCommandTest {

  @TempDir Path folder;

  @Test
  void key_isShownOnce_andListedByItsHash() throws Exception {
    String list = folder.resolve("api-keys.json").toString();
    Said said = Said.by("keys", "api", list, "--principal", "batch", "--role", "a", "--role", "b");
    assertEquals(Exit.OK, said.exit(), said.err());
    assertTrue(said.out().matches("(?s)API key  bzk_[a-z0-9]{12}_[\\w-]{43}  .*"), said.out());
    String secret = said.out().substring(26, 60);
    Said second = Said.by("keys", "api", list, "--principal", "audit", "--days", "1");
    assertEquals(Exit.OK, second.exit(), second.err());
    String file = Files.readString(Path.of(list));
    assertFalse(file.contains(secret), file);
    assertTrue(file.contains("\"principal\":\"batch\",\"roles\":[\"a\",\"b\"],"), file);
    assertTrue(file.contains("\"principal\":\"audit\",\"roles\":[],"), file);
    assertEquals(4, file.lines().count(), file);
  }

  @Test
  void whatIsWrong_isTold_andLeavesTheListAsItWas() throws Exception {
    String list = folder.resolve("api-keys.json").toString();
    assertTrue(Said.by("keys", "api", list).err().contains("--principal NAME"));
    Said days = Said.by("keys", "api", list, "--principal", "a", "--days", "0");
    assertEquals(Exit.USAGE, days.exit());
    assertTrue(days.err().contains("write 1 to 3650"), days.err());
    assertFalse(Files.exists(Path.of(list)));
    Files.writeString(Path.of(list), "mine");
    Said broken = Said.by("keys", "api", list, "--principal", "a");
    assertEquals(Exit.USAGE, broken.exit());
    assertTrue(broken.err().contains("error BZ5002: no key could be made: "), broken.err());
    assertEquals("mine", Files.readString(Path.of(list)));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(1, all.count());
    }
  }
}
