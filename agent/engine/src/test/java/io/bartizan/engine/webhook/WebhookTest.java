package io.bartizan.engine.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Webhook.Signing;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are good, down, slow, or lie, over real sockets. */
class WebhookTest {

  private static final String SECRET = "a secret of thirty-two characters";
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path folder;
  private Path secret;
  private final List<String> news = new CopyOnWriteArrayList<>();

  @BeforeEach
  void keep() throws Exception {
    secret = file("secret", SECRET);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private io.bartizan.policy.Webhook to(String url) {
    return new io.bartizan.policy.Webhook(url, Signing.HMAC, secret, null);
  }

  private Webhook open(String url, int places, Webhook.Full full) throws Exception {
    return Webhook.open(
        to(url), new Backlog(places, full), why -> news.add(why == null ? "good" : why));
  }

  private static Webhook.Message message(String what) {
    return lost ->
        ("{\"what\":\"" + what + "\",\"lost\":" + lost + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier done, Object what) {
    long until = System.nanoTime() + BOUND_NANOS;
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, () -> "still: " + what);
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  private static List<String> texts(Receiver receiver) {
    List<String> texts = new ArrayList<>();
    receiver.heard.forEach(one -> texts.add(one.text()));
    return texts;
  }

  @Test
  void goodReceiver_getsMessagesInOrder_signedAsStandardWebhooks() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(204));
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      assertTrue(hook.offer(message("one")));
      assertTrue(hook.offer(message("two")));
      await(() -> hook.taken() == 2, news);
      assertEquals(
          List.of("{\"what\":\"one\",\"lost\":0}", "{\"what\":\"two\",\"lost\":0}"),
          texts(receiver));
      Receiver.Heard first = receiver.heard.get(0);
      assertEquals("POST /hook HTTP/1.1", first.start());
      String signed =
          first.fields().get("webhook-id")
              + "."
              + first.fields().get("webhook-timestamp")
              + "."
              + first.text();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertEquals(
          "v1,"
              + Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
          first.fields().get("webhook-signature"));
      long age =
          System.currentTimeMillis() / 1000
              - Long.parseLong(first.fields().get("webhook-timestamp"));
      assertTrue(age >= 0 && age < 60, first.toString());
      assertTrue(hook.idle());
      assertEquals(0, hook.lost());
      assertEquals(List.of(), news);
    }
  }

  /** The example of the specification's own libraries. */
  @Test
  void encodedSecret_isThatOfTheSpecification() throws Exception {
    Path encoded = file("encoded", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    List<String> fields =
        new StandardSigner(encoded)
            .sign(
                new Outgoing(
                    "https://soc.test/",
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(
        fields.contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), fields.toString());
  }

  @Test
  void httpSignature_verifiesByWhatTheMessageSays() throws Exception {
    Path key =
        file(
            "hook.jwk",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"hook\","
                + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
    try (Receiver receiver = new Receiver(Receiver.status(200));
        Webhook hook =
            Webhook.open(
                new io.bartizan.policy.Webhook(receiver.url(), Signing.HTTP_SIGNATURE, key, null),
                Webhook.Full.LOSE_NEWEST,
                why -> {})) {
      hook.offer(message("one"));
      await(() -> hook.taken() == 1, receiver.heard);
      Receiver.Heard one = receiver.heard.get(0);
      assertEquals(HttpMessageSigner.contentDigest(one.body()), one.fields().get("content-digest"));
      String input = one.fields().get("signature-input").substring("bartizan=".length());
      String base =
          "\"@method\": POST\n\"@target-uri\": "
              + receiver.url()
              + "\n\"content-type\": application/json\n\"content-digest\": "
              + one.fields().get("content-digest")
              + "\n\"webhook-id\": "
              + one.fields().get("webhook-id")
              + "\n\"@signature-params\": "
              + input;
      assertTrue(
          input.matches(
              "\\(\"@method\" \"@target-uri\" \"content-type\" \"content-digest\" \"webhook-id\"\\)"
                  + ";created=[0-9]+;keyid=\"hook\";alg=\"ed25519\""),
          input);
      byte[] prefix = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");
      byte[] x = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
      byte[] der = java.util.Arrays.copyOf(prefix, prefix.length + x.length);
      System.arraycopy(x, 0, der, prefix.length, x.length);
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
      verifier.update(base.getBytes(StandardCharsets.US_ASCII));
      String signature = one.fields().get("signature");
      assertTrue(
          verifier.verify(
              Base64.getDecoder()
                  .decode(signature.substring("bartizan=:".length(), signature.length() - 1))),
          base);
    }
  }

  @Test
  void receiverThatIsDown_losesNothingThatHadAPlace_andTheRestIsCountedAndTold() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Webhook hook = open("http://127.0.0.1:" + port + "/hook", 3, Webhook.Full.LOSE_NEWEST)) {
      hook.offer(message("0"));
      await(() -> hook.trouble() != null, news);
      for (int i = 1; i <= 10; i++) {
        assertEquals(i <= 3, hook.offer(message("" + i)), "message " + i);
      }
      assertEquals(7, hook.lost());
      try (Receiver receiver = new Receiver(port, Receiver.status(200))) {
        await(() -> hook.taken() == 4, news);
        assertEquals(
            List.of(
                "{\"what\":\"0\",\"lost\":0}",
                "{\"what\":\"1\",\"lost\":7}",
                "{\"what\":\"2\",\"lost\":0}",
                "{\"what\":\"3\",\"lost\":0}"),
            texts(receiver));
      }
      assertEquals(2, news.size(), news.toString());
      assertEquals("good", news.get(1));
    }
  }

  @Test
  void fullBacklogOfTheOtherKind_losesTheOldest() throws Exception {
    Backlog backlog = new Backlog(2, Webhook.Full.LOSE_OLDEST);
    Webhook.Message one = message("1");
    Webhook.Message two = message("2");
    Webhook.Message three = message("3");
    assertTrue(backlog.add(one));
    assertTrue(backlog.add(two));
    assertFalse(backlog.add(three));
    assertEquals(1, backlog.lost());
    assertEquals(two, backlog.poll());
    backlog.close();
    assertEquals(2, backlog.lost());
    assertFalse(backlog.add(one));
    assertEquals(3, backlog.lost());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 308, 400, 404, 429, 500, 503})
  void otherStatus_isSentAgainWithItsId_andNeverFollowed(int status) throws Exception {
    try (Receiver elsewhere = new Receiver(Receiver.status(200));
        Receiver receiver =
            new Receiver(Receiver.status(status, "Location: " + elsewhere.url() + "\r\n"));
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      hook.offer(message("one"));
      await(() -> hook.trouble() != null, receiver.heard);
      assertTrue(String.valueOf(hook.trouble()).endsWith("status " + status), hook.trouble());
      receiver.manner = Receiver.status(200);
      await(() -> hook.taken() == 1, receiver.heard);
      assertEquals(List.of(), elsewhere.heard);
      HashSet<String> ids = new HashSet<>();
      receiver.heard.forEach(one -> ids.add(one.fields().get("webhook-id")));
      assertEquals(1, ids.size());
      assertTrue(receiver.heard.size() >= 2);
    }
  }

  /** With the head of a good answer a message is taken, whatever comes after it. */
  @Test
  void receiverThatLiesAfterItsStatus_holdsNothingUp() throws Exception {
    byte[] endless = new byte[8192];
    try (Receiver receiver =
            new Receiver(
                socket -> {
                  socket.setSoLinger(true, 0);
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                              .getBytes(StandardCharsets.US_ASCII));
                });
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      receiver.manner =
          socket -> {
            socket
                .getOutputStream()
                .write(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            while (true) {
              socket.getOutputStream().write("2000\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(endless);
              socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
          };
      hook.offer(message("one"));
      await(() -> hook.taken() == 1, receiver.heard);
      receiver.manner = socket -> {};
      hook.offer(message("two"));
      await(() -> hook.trouble() != null, "a connection that is closed without an answer");
      receiver.manner = Receiver.status(200);
      await(() -> hook.taken() == 2, receiver.heard);
    }
  }

  /** A head that trickles would go on for a day: the whole attempt has its bound. */
  @Test
  void receiverThatTrickles_isCutOff_andOffersNeverWait() throws Exception {
    try (Receiver receiver =
            new Receiver(
                socket -> {
                  while (true) {
                    socket.getOutputStream().write('H');
                    TimeUnit.MILLISECONDS.sleep(100);
                  }
                });
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      hook.offer(message("one"));
      await(() -> !receiver.heard.isEmpty(), "a connection");
      for (int i = 0; i < 100; i++) {
        hook.offer(message("" + i));
      }
      assertEquals(92, hook.lost());
      await(() -> hook.trouble() != null, "the bound of an attempt");
      receiver.manner = Receiver.status(200);
      await(() -> hook.taken() == 9, receiver.heard);
      assertEquals("{\"what\":\"0\",\"lost\":92}", receiver.heard.get(2).text());
    }
  }

  @Test
  void messageThatCantBeMade_isLostAlone_andCounted() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(200));
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      hook.offer(
          lost -> {
            throw new OutOfMemoryError("staged");
          });
      hook.offer(
          lost -> {
            throw new IOException("staged");
          });
      hook.offer(message("next"));
      await(() -> hook.taken() == 1, news);
      assertEquals(List.of("{\"what\":\"next\",\"lost\":2}"), texts(receiver));
    }
  }

  @Test
  void closing_waitsForNobody_andCountsWhatWaits() throws Exception {
    try (Receiver receiver = new Receiver(socket -> TimeUnit.MINUTES.sleep(1))) {
      Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST);
      hook.offer(message("one"));
      hook.offer(message("two"));
      await(() -> !receiver.heard.isEmpty(), "a connection");
      hook.close();
      await(() -> hook.lost() == 2, "the count of what is lost");
      assertFalse(hook.offer(message("three")));
      assertEquals(3, hook.lost());
    }
  }

  @Test
  void attempt_saysWhatCameOfIt() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(200));
        Webhook hook = open(receiver.url(), 8, Webhook.Full.LOSE_NEWEST)) {
      assertEquals(null, hook.attempt(message("one")));
      receiver.manner = Receiver.status(401);
      assertEquals("refused with status 401", hook.attempt(message("two")));
      receiver.close();
      assertNotNull(hook.attempt(message("three")));
    }
  }

  @Test
  void keyOrCertificatesThatCantBeUsed_areErrorsWithTheirCodes() throws Exception {
    Path weak = file("weak", "secret");
    Path open = file("open", SECRET);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    for (Path key : List.of(weak, open, folder.resolve("away"))) {
      for (Signing signing : Signing.values()) {
        WebhookException bad =
            assertThrows(
                WebhookException.class,
                () ->
                    Webhook.open(
                        new io.bartizan.policy.Webhook("https://soc.test/", signing, key, null),
                        Webhook.Full.LOSE_NEWEST,
                        why -> {}));
        assertTrue(String.valueOf(bad.getMessage()).startsWith("error BZ3020: "), bad.getMessage());
        assertTrue(String.valueOf(bad.getMessage()).contains("\n  hint: "), bad.getMessage());
      }
    }
    WebhookException bad =
        assertThrows(
            WebhookException.class,
            () ->
                Webhook.open(
                    new io.bartizan.policy.Webhook(
                        "https://soc.test/", Signing.HMAC, secret, folder.resolve("away.pem")),
                    Webhook.Full.LOSE_NEWEST,
                    why -> {}));
    assertTrue(String.valueOf(bad.getMessage()).startsWith("error BZ3021: "), bad.getMessage());
  }
}
