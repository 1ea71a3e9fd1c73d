package io.bartizan.engine.audit.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sample, checked by what docs/reference/sealed-format.md says and by nothing of the code that
 * wrote it: the plain JDK and a JSON parser.
 */
class FormatTest {

  private static final Path SAMPLE = Path.of("../../examples/audit");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] sha256(byte first, byte[]... parts) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(first);
    for (byte[] part : parts) {
      sha.update(part);
    }
    return sha.digest();
  }

  private static byte[] root(List<byte[]> leaves) throws Exception {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    byte[] begin = root(leaves.subList(0, left));
    return sha256((byte) 1, begin, root(leaves.subList(left, leaves.size())));
  }

  private static PublicKey es256(String x, String y) throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(number(x), number(y));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(String text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }

  @Test
  void sample_isWhatThePageSays() throws Exception {
    JsonNode first = JSON.readTree(Files.readString(SAMPLE.resolve("orders.pub.jwk")));
    PublicKey key = es256(first.path("x").asText(), first.path("y").asText());
    String log = "";
    List<byte[]> leaves = new ArrayList<>();
    byte[] link = new byte[32];
    String end = null;
    int records = 0;
    for (String line : Files.readString(SAMPLE.resolve("orders.sealed.ndjson")).lines().toList()) {
      JsonNode json = JSON.readTree(line);
      JsonNode seal = json.path("seal");
      boolean record = seal.isMissingNode();
      if (record) {
        seal = json.path("unmapped").path("seal");
      } else if (seal.has("version")) {
        assertEquals(end == null ? 0 : 1, seal.path("segment").asInt());
        assertEquals(end == null ? "" : end, seal.path("after").asText());
        log = seal.path("log").asText();
        leaves.clear();
        link = new byte[32];
      }
      assertEquals(leaves.size(), seal.path("n").asInt());
      String own = seal.path("c").asText();
      String body = record ? line.replace(",\"c\":\"" + own + "\"", "") : line;
      if (seal.has("checkpoint")) {
        String note = seal.path("checkpoint").asText();
        String origin = "bartizan/" + log + "/" + (end == null ? 0 : 1);
        checkpoint(note, origin, leaves, key);
        if (note.contains("\nend closed\n")) {
          end = note;
          String[] next = note.replaceFirst("(?s).*\nnext (.*?)\n.*", "$1").split(" ");
          assertEquals("ES256", next[0]);
          key = es256(next[1], next[2]);
        }
      }
      byte[] leaf = sha256((byte) 0, body.getBytes(StandardCharsets.UTF_8));
      link = sha256((byte) 2, link, leaf);
      leaves.add(leaf);
      if (record) {
        records++;
        assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(link), own);
      }
    }
    assertEquals(12, records);
    assertTrue(end != null && end.contains("/1\n"), "closed: " + end);
  }

  private static void checkpoint(String note, String origin, List<byte[]> leaves, PublicKey key)
      throws Exception {
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    String[] lines = text.split("\n");
    assertEquals(origin, lines[0]);
    assertEquals(leaves.size(), Integer.parseInt(lines[1]));
    assertEquals(Base64.getEncoder().encodeToString(root(leaves)), lines[2]);
    String begin = "\n\u2014 " + origin + " ";
    assertTrue(note.substring(text.length()).startsWith(begin), note);
    String signed = note.substring(text.length() + begin.length(), note.length() - 1);
    byte[] bytes = Base64.getDecoder().decode(signed);
    byte[] id = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    assertArrayEquals(Arrays.copyOf(id, 4), Arrays.copyOf(bytes, 4));
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(text.getBytes(StandardCharsets.UTF_8));
    assertTrue(verifier.verify(Arrays.copyOfRange(bytes, 4, bytes.length)), note);
  }

  @Test
  void encryptedRecord_ofEachKindOfKey_comesOutAsItWentIn() throws Exception {
    List<com.nimbusds.jose.jwk.JWK> keys = TestKeys.three();
    Desk desk = new Desk(SealAlgorithm.best(), Auditors.of(keys)).records(3, 5).turn();
    desk.records(2, 0).close();
    for (com.nimbusds.jose.jwk.JWK key : keys) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Verifier verifier = new Verifier(desk.anchor, List.of());
      Printer printer = new Printer(Auditors.of(List.of(key)), out);
      verifier.listen(printer);
      for (byte[] line : desk.lines()) {
        verifier.line(line, 0, line.length);
      }
      printer.flush();
      assertTrue(verifier.end().intact());
      String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
      assertEquals(5, lines.length);
      assertEquals(new String(Desk.record(1, 5), StandardCharsets.UTF_8), lines[0]);
    }
  }

  @Test
  void everyRecord_hasANonceOfItsOwn_andEverySegmentAKey() throws Exception {
    Desk desk = new Desk(SealAlgorithm.ES256, TestKeys.auditors()).records(3, 5).turn();
    desk.records(3, 5).die().records(3, 5).close();
    List<String> ciphers = new ArrayList<>();
    List<String> wrapped = new ArrayList<>();
    for (byte[] line : desk.lines()) {
      JsonNode seal = JSON.readTree(line).path("seal");
      seal.path("data").forEach(data -> wrapped.add(data.asText()));
      if (seal.has("e")) {
        ciphers.add(seal.path("e").asText());
      }
    }
    assertEquals(9, ciphers.stream().distinct().count());
    assertEquals(3, wrapped.stream().distinct().count());
  }
}
