package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Propagation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy may say of what the application hears of who sends a request. */
class PropagationReaderTest {

  @TempDir Path folder;

  private Propagation load(String lines) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file, "version: 1\nidentity:\n  trustedProxies: 10.0.0.0/8\n" + lines + "rules: []\n");
    return PolicyLoader.load(file).identity().propagation();
  }

  @Test
  void load_nothingSaid_isNothing() throws Exception {
    assertFalse(load("").principal());
    assertEquals(0, load("").spellings().length);
    assertFalse(load("  propagate: none\n").principal());
  }

  @Test
  void load_headers_haveEverySpelling() throws Exception {
    Propagation read = load("  propagate: principal\n  identityHeaders: [X-Remote-User, Remote]\n");
    assertTrue(read.principal());
    assertEquals(List.of("X-Remote-User", "Remote"), read.identityHeaders());
    assertArrayEquals(
        new String[] {"X-Remote-User", "X-Remote_User", "X_Remote-User", "X_Remote_User", "Remote"},
        read.spellings());
  }

  @Test
  void load_whatCantBeTakenAway_isTold() {
    for (String[] wrong :
        new String[][] {
          {"BZ1010", "  propagate: all\n"},
          {"BZ1060", "  identityHeaders: [a b]\n"},
          {"BZ1060", "  identityHeaders: [host]\n"},
          {"BZ1060", "  identityHeaders: [Content-Length]\n"},
          {"BZ1060", "  identityHeaders: [a-b-c-d-e-f-g-h]\n"},
          {"BZ1060", "  tokens: {header: X-Token}\n  identityHeaders: [x-token]\n"}
        }) {
      PolicyException thrown = assertThrows(PolicyException.class, () -> load(wrong[1]), wrong[1]);
      assertEquals(wrong[0], thrown.problems().get(0).code(), wrong[1]);
    }
  }
}
