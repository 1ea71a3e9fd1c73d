package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The one Keycloak of the suite, from its own distribution: started by the first test that wants
 * it, with the realm of {@code keycloak/shop-realm.json}, and ended with the JVM of the tests.
 */
final class Keycloak {

  private static final long START_SECONDS = 240;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Keycloak running;

  private final String base;
  private final int securePort;

  /** Its own, and those of the clients that it and the servers trust. */
  final ClientCertificates certificates;

  private Keycloak(String base, int securePort, ClientCertificates certificates) {
    this.base = base;
    this.securePort = securePort;
    this.certificates = certificates;
  }

  /** The running one; where the build was told to do without, the test is skipped and says so. */
  static synchronized Keycloak get() throws Exception {
    if (running == null) {
      running = start(homeOrSkip());
    }
    return running;
  }

  /** Its distribution; where there is none, the test is skipped and says so. */
  static Path homeOrSkip() throws IOException {
    Path home = home();
    if (home == null) {
      String why = "skipped: no Keycloak in integration-tests/target (-DwithoutKeycloak?)";
      System.out.println(why);
      Assumptions.abort(why);
    }
    return home;
  }

  private static Path home() throws IOException {
    Path unpacked = Places.target().resolve("keycloak");
    if (!Files.isDirectory(unpacked)) {
      return null;
    }
    try (Stream<Path> folders = Files.list(unpacked)) {
      return folders.filter(Files::isDirectory).findFirst().orElse(null);
    }
  }

  private static Keycloak start(Path home) throws Exception {
    Path imports = Files.createDirectories(home.resolve("data/import"));
    try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak/shop-realm.json")) {
      Files.copy(realm, imports.resolve("shop-realm.json"), StandardCopyOption.REPLACE_EXISTING);
    }
    int port = freePort();
    Path log = Places.target().resolve("keycloak.txt");
    int securePort = freePort();
    ClientCertificates certificates = new ClientCertificates();
    List<String> command = command(home, port);
    command.add("--import-realm");
    command.addAll(secure(port, securePort, certificates));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Keycloak keycloak = new Keycloak("http://127.0.0.1:" + port, securePort, certificates);
    URI document = URI.create(keycloak.issuer() + "/.well-known/openid-configuration");
    while (!answers(document)) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      if (!process.isAlive() || seconds > START_SECONDS) {
        process.destroyForcibly();
        throw new IllegalStateException("Keycloak does not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    System.out.printf(
        "Keycloak started in %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    return keycloak;
  }

  /**
   * What {@code kc.sh start-dev} runs. Its script runs Java twice, first to build the server anew
   * for these options, which takes longer than the start itself; the property says that it is
   * built.
   */
  static List<String> command(Path home, int port, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dkc.config.built=true",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "-cp",
            home.resolve("lib/quarkus-run.jar")
                + File.pathSeparator
                + Places.target().resolve("test-classes"),
            Leash.class.getName(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "start-dev",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-port=" + port));
    return command;
  }

  /** Its port for clients that show a certificate; its name is the same there. */
  private static List<String> secure(int port, int securePort, ClientCertificates certificates) {
    return List.of(
        "--hostname=http://127.0.0.1:" + port,
        "--https-port=" + securePort,
        "--https-key-store-file=" + certificates.folder.resolve("server.p12"),
        "--https-key-store-password=" + ClientCertificates.PASSWORD,
        "--https-trust-store-file=" + certificates.folder.resolve("clients.p12"),
        "--https-trust-store-password=" + ClientCertificates.PASSWORD,
        "--https-client-auth=request");
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static boolean answers(URI document) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(document).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String issuer() {
    return base + "/realms/shop";
  }

  /** An access token for a user who gives name and password to a client. */
  String password(String client, String user) throws Exception {
    return token(
        "grant_type=password&client_id="
            + client
            + "&username="
            + user
            + "&password="
            + user
            + "-password");
  }

  /** What a user gets who gives name and password to a client: among it a refresh token. */
  JsonNode login(String client, String user) throws Exception {
    return token(
        HttpRequest.newBuilder(URI.create(tokenUri())),
        "grant_type=password&client_id="
            + client
            + "&username="
            + user
            + "&password="
            + user
            + "-password");
  }

  /** Logs a user out of the session that a login began. */
  void logout(String client, JsonNode login) throws Exception {
    String form = "client_id=" + client + "&refresh_token=" + login.path("refresh_token").asText();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/logout"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    send(request, 204);
  }

  /** Has a client told of logouts (OpenID Connect Back-Channel Logout 1.0, 2.2). */
  void tellOfLogouts(String client, String url) throws Exception {
    JsonNode found = JSON.readTree(send(admin("/clients?clientId=" + client), 200).body()).path(0);
    ((ObjectNode) found.path("attributes"))
        .put("backchannel.logout.url", url)
        .put("backchannel.logout.session.required", "true");
    send(
        admin("/clients/" + found.path("id").asText())
            .PUT(BodyPublishers.ofString(found.toString())),
        204);
  }

  /** An access token for a client by itself. */
  String credentials(String client) throws Exception {
    return token(
        "grant_type=client_credentials&client_id="
            + client
            + "&client_secret="
            + client
            + "-secret");
  }

  /** An access token for a client by itself, which Keycloak binds to its key (RFC 9449, 5). */
  String credentials(String client, DpopClient proving) throws Exception {
    String proof =
        proving.proof(
            tokenUri(),
            "",
            header -> {},
            claims -> {
              claims.put("htm", "POST");
              claims.remove("ath");
            });
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(tokenUri())).header("DPoP", proof);
    JsonNode answer =
        token(
            request,
            "grant_type=client_credentials&client_id="
                + client
                + "&client_secret="
                + client
                + "-secret");
    if (!answer.path("token_type").asText().equals("DPoP")) {
      throw new IllegalStateException("not bound: " + answer);
    }
    return answer.path("access_token").asText();
  }

  /** An access token for a client by itself, bound to its certificate (RFC 8705, 3). */
  String credentialsByCertificate(String client, String certificate) throws Exception {
    HttpClient secure =
        HttpClient.newBuilder().sslContext(certificates.context(certificate)).build();
    String form =
        "grant_type=client_credentials&client_id="
            + client
            + "&client_secret="
            + client
            + "-secret";
    URI uri = URI.create(tokenUri().replace(base, "https://127.0.0.1:" + securePort));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response = secure.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body()).path("access_token").asText();
  }

  private String tokenUri() {
    return issuer() + "/protocol/openid-connect/token";
  }

  private String token(String form) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(tokenUri()));
    return token(request, form).path("access_token").asText();
  }

  private static JsonNode token(HttpRequest.Builder request, String form) throws Exception {
    request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
    return JSON.readTree(send(request, 200).body());
  }

  /** Adds an RSA key; the one of highest priority signs. */
  void addRsaKey(String name, int priority) throws Exception {
    send(admin("/components").POST(BodyPublishers.ofString(rsaKey(name, priority, true))), 201);
  }

  /** Disables the key provider of that name: its keys are published no longer. */
  void disableRsaKey(String name, int priority) throws Exception {
    String all =
        send(admin("/components?type=org.keycloak.keys.KeyProvider&name=" + name), 200).body();
    String id = JSON.readTree(all).path(0).path("id").asText();
    send(
        admin("/components/" + id).PUT(BodyPublishers.ofString(rsaKey(name, priority, false))),
        204);
  }

  private static String rsaKey(String name, int priority, boolean enabled) {
    return String.format(
        """
        {"name": "%s", "providerId": "rsa-generated",
         "providerType": "org.keycloak.keys.KeyProvider",
         "config": {"priority": ["%d"], "enabled": ["%b"], "active": ["%b"],
                    "algorithm": ["RS256"], "keySize": ["2048"]}}
        """,
        name, priority, enabled, enabled);
  }

  private HttpRequest.Builder admin(String path) throws Exception {
    return HttpRequest.newBuilder(URI.create(base + "/admin/realms/shop" + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + credentials("operator"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, int expected)
      throws Exception {
    return send(request.build(), expected);
  }

  private static HttpResponse<String> send(HttpRequest request, int expected) throws Exception {
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IllegalStateException(
          request.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response;
  }

  /** The ids of the keys that it publishes. */
  List<String> publishedKeys() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/certs"));
    JsonNode keys = JSON.readTree(send(request, 200).body()).path("keys");
    return keys.findValuesAsText("kid");
  }
}
