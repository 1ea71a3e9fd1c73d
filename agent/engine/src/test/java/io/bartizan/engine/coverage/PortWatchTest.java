package io.bartizan.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ports of this very JVM. */
class PortWatchTest {

  private final Ledger ledger = new Ledger();
  private final List<String> told = new ArrayList<>();
  private final PortWatch watch =
      new PortWatch(
          ledger,
          new ListeningPorts("self"),
          new ChildJvms("self", "agent.jar"),
          new PortWatch.Listener() {
            @Override
            public void looking() {
              told.remove("looking");
              told.add("looking");
            }

            @Override
            public void unknown(int port) {
              told.add("unknown " + port);
            }

            @Override
            public void gone(int port) {
              told.add("gone " + port);
            }

            @Override
            public void more() {
              told.add("more");
            }

            @Override
            public void blind() {
              told.add("blind");
            }

            @Override
            public void child(String pid, Set<Integer> open) {
              told.add("child " + pid + " " + open);
            }

            @Override
            public void childGone(String pid) {
              told.add("child gone " + pid);
            }
          });

  @BeforeEach
  void onLinux() {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "not on Linux");
  }

  private static ServerSocket listen() throws Exception {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Test
  void port_isUnknownAtTheSecondLook_andGoneWhenItCloses() throws Exception {
    int port;
    try (ServerSocket socket = listen()) {
      port = socket.getLocalPort();
      watch.look();
      assertFalse(told.contains("unknown " + port), told.toString());
      watch.look();
      assertTrue(told.contains("unknown " + port), told.toString());
      assertFalse(told.contains("gone " + port), told.toString());
    }
    watch.look();
    assertTrue(told.contains("gone " + port), told.toString());
  }

  @Test
  void port_thatAServerToldOf_isNotUnknown() throws Exception {
    try (ServerSocket socket = listen()) {
      ledger.opened(socket.getLocalPort());
      watch.look();
      watch.look();
      assertFalse(told.contains("unknown " + socket.getLocalPort()), told.toString());
    }
  }

  @Test
  void ports_withoutEnd_areToldAsOne() throws Exception {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        sockets.add(listen());
      }
      watch.look();
      watch.look();
      watch.look();
      assertEquals(1, told.stream().filter("more"::equals).count(), told.toString());
      assertEquals(64, told.stream().filter(line -> line.startsWith("unknown")).distinct().count());
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void ports_areThoseOfTheProcessAlone() throws Exception {
    try (ServerSocket socket = listen()) {
      ListeningPorts own = new ListeningPorts("self");
      Set<Integer> open = own.open();
      assertNotNull(open);
      assertTrue(open.contains(socket.getLocalPort()), open.toString());
      Process other = new ProcessBuilder("sleep", "60").start();
      try {
        Set<Integer> others = new ListeningPorts(Long.toString(other.pid())).open();
        assertEquals(Set.of(), others);
      } finally {
        other.destroyForcibly();
      }
    }
    assertNull(new ListeningPorts("0").open(), "of a process that is not there");
  }

  /** What the child of the next test runs: it listens until its input ends. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      try (ServerSocket socket = listen()) {
        System.out.println(socket.getLocalPort());
        System.in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void childJvm_thatListensWithoutTheAgent_isTold_andForgottenWhenItEnds() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String port = child.inputReader().readLine();
      watch.look();
      String line = "child " + child.pid() + " [" + port + "]";
      assertTrue(told.contains(line), told.toString());
    } finally {
      child.destroyForcibly().waitFor();
    }
    for (int i = 0; i < 3; i++) {
      watch.look();
    }
    assertTrue(told.contains("child gone " + child.pid()), told.toString());
  }

  @Test
  void ledger_keepsTheLastLineAboutEach_andIsBounded() {
    assertTrue(ledger.note("a", "listens: a (b)"));
    assertFalse(ledger.note("a", "listens: a (b)"));
    assertFalse(ledger.noteFirst("a", "listens: a (c)"));
    assertTrue(ledger.note("a", "listens: a (d)"));
    assertEquals("listens: a (d)", ledger.text());
    for (int i = 0; i < 10_000; i++) {
      ledger.note("more " + i, "more " + i);
      ledger.cover("more " + i, "somehow");
    }
    assertEquals(512, ledger.text().lines().count());
    assertEquals(64, ledger.covered().size());
    ledger.cover("late", Ledger.NOT_PROTECTED);
    assertTrue(ledger.covered().containsKey("late"), "whatever is not protected finds a place");
    ledger.forget("a");
    assertFalse(ledger.text().contains("listens: a"), ledger.text());
    ledger.publish();
    assertEquals(ledger.text(), System.getProperty(Ledger.PROPERTY));
  }
}
