package io.bartizan.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts the shop under the agent, asks it this and that, and shows each answer. */
public final class Quickstart {

  private static final String ADMIN = "/admin/customers";

  private Quickstart() {}

  /** Arguments: the repository's root. Exits with 0 only if every answer was the expected one. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path folder = Files.createTempDirectory("bartizan-quickstart");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    Issuer issuer = new Issuer();
    Files.copy(
        root.resolve("examples/quickstart/bartizan.yaml"),
        folder.resolve("bartizan.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(folder.resolve("jwks.json"), issuer.publicKeys());
    Screen screen = new Screen();
    Process shop = start(root, folder, screen);
    Thread hook = new Thread(() -> end(shop));
    Runtime.getRuntime().addShutdownHook(hook);
    boolean all;
    try {
      BufferedReader out = shop.inputReader(StandardCharsets.UTF_8);
      String port = out.readLine();
      screen.agentLines(Files.readAllLines(folder.resolve("stderr.txt")));
      if (port == null) {
        screen.fail("the shop did not start");
        System.exit(1);
      }
      all = show(new Client(Integer.parseInt(port)), issuer, screen);
      all &= Audit.show(folder.resolve("audit.ndjson"), screen);
    } finally {
      end(shop);
    }
    screen.end(all);
    System.exit(all ? 0 : 1);
  }

  private static Process start(Path root, Path folder, Screen screen) throws IOException {
    Path built = root.resolve("examples/quickstart/target");
    String flag =
        "-javaagent:" + root.resolve("agent/target/bartizan.jar") + "=" + folder + "/bartizan.yaml";
    screen.flag();
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            flag,
            "-cp",
            built.resolve("classes") + java.io.File.pathSeparator + built.resolve("app-lib") + "/*",
            "shop.Shop",
            folder.toString())
        .redirectError(folder.resolve("stderr.txt").toFile())
        .start();
  }

  private static boolean show(Client client, Issuer issuer, Screen screen) throws Exception {
    String alice = issuer.token("alice", "clerk", 300);
    String root = issuer.token("root", "admin", 300);
    String tampered = root.substring(0, root.length() - 6) + "AAAAAA";
    boolean all = true;
    all &= screen.step("anyone may ask for health", client.get("/health", null), 200);
    all &= screen.step("a stranger", client.get(ADMIN, null), 401);
    all &= screen.step("a valid token", client.get("/customers/7", alice), 200);
    all &= screen.step("a valid token, the wrong role", client.get(ADMIN, alice), 403);
    all &= screen.step("the right role", client.get(ADMIN, root), 200);
    String old = issuer.token("root", "admin", -300);
    all &= screen.step("an expired token", client.get(ADMIN, old), 401);
    all &= screen.step("a tampered token", client.get(ADMIN, tampered), 401);
    all &= screen.step("a trick with the path", client.get("/health/..;" + ADMIN, null), 400);
    Client.Answer last = client.get("/customers/7", alice);
    for (int i = 0; i < 20 && last.status() == 200; i++) {
      last = client.get("/customers/7", alice);
    }
    all &= screen.step("the same user in a burst", last, 429);
    return all;
  }

  private static void end(Process shop) {
    shop.destroy();
    try {
      if (!shop.waitFor(5, TimeUnit.SECONDS)) {
        shop.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      shop.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      folder.toFile().deleteOnExit();
    }
  }
}
