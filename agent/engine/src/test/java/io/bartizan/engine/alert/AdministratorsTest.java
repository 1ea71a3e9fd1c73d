package io.bartizan.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is new, on a clock of the test's. */
class AdministratorsTest {

  private static final String[] ROLES = {"root", "admin"};
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  @TempDir Path folder;
  private Path file;
  private Administrators administrators = new Administrators();
  private long now = 20_000 * DAY + 7;

  @BeforeEach
  void lay() {
    file = folder.resolve("audit.ndjson.administrators");
  }

  private AuditEvent event(String id, String... roles) {
    return new AuditEvent.Builder()
        .decisionId("D")
        .timeMillis(now)
        .principalId(id)
        .issuer("https://a.test")
        .roles(List.of(roles))
        .method("GET")
        .build();
  }

  private boolean rings(AuditEvent event) {
    return administrators.see(ROLES, event, file) != null;
  }

  private void restart() {
    administrators.look(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
    administrators = new Administrators();
  }

  @Test
  void whoIsKnown_staysKnownOverARestart_andTheFileNamesNobody() throws Exception {
    assertTrue(rings(event("eve", "admin")));
    assertFalse(rings(event("eve", "admin")));
    restart();
    assertFalse(rings(event("eve", "admin")));
    assertTrue(rings(event("bob", "admin")));
    String text = Files.readString(file);
    assertFalse(text.contains("eve") || text.contains("admin\n"), text);
    assertEquals(2, text.lines().count(), text);
  }

  @Test
  void anotherRole_isNewsOfItsOwn() {
    assertTrue(rings(event("eve", "admin")));
    assertTrue(rings(event("eve", "admin", "root")));
    assertFalse(rings(event("eve", "root")));
    assertFalse(rings(event("eve", "user")));
  }

  @Test
  void accountThatSlept_isNewAgain_alsoOverARestart() {
    assertTrue(rings(event("eve", "admin")));
    for (int i = 0; i < 5; i++) {
      now += Administrators.FORGET_MILLIS - DAY;
      assertTrue(administrators.news(ROLES, event("eve", "admin")), "that it still comes is noted");
      assertFalse(rings(event("eve", "admin")), "who comes now and then stays known");
      restart();
    }
    now += Administrators.FORGET_MILLIS;
    assertTrue(rings(event("eve", "admin")));
    assertFalse(administrators.news(ROLES, event("eve", "admin")));
  }

  @Test
  void fileThatIsBrokenOrAway_hidesNobody() throws Exception {
    assertTrue(rings(event("eve", "admin")));
    restart();
    Files.writeString(file, Files.readString(file) + "x");
    assertTrue(rings(event("eve", "admin")));
    restart();
    assertFalse(rings(event("eve", "admin")), "and it is mended by the next look");
    restart();
    Files.delete(file);
    assertTrue(rings(event("eve", "admin")));
    Files.createDirectory(file);
    administrators.look(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
    assertFalse(rings(event("eve", "admin")), "what can't be written is known all the same");
    assertNotNull(administrators.see(ROLES, event("bob", "admin"), null));
    assertNull(administrators.see(ROLES, event("bob", "admin"), null));
  }

  /** Whoever can mint administrators must not fill the heap or the disk. */
  @Test
  void file_isBounded() throws Exception {
    for (int i = 0; i < Administrators.MAX + 100; i++) {
      rings(event("eve" + i, "admin"));
    }
    restart();
    assertEquals(Administrators.MAX + 1, Files.readString(file).lines().count());
    assertTrue(Files.size(file) < 1 << 20);
    assertFalse(rings(event("eve" + (Administrators.MAX + 99), "admin")));
  }
}
