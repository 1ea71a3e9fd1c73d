package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Revoked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("revoked.yaml");
  }

  @Test
  void entries_areReadAsTheyAreMeant() throws Exception {
    Files.writeString(
        file,
        """
        revoked:
          - {jti: abc}
          - {issuer: https://idp.test, sub: ada, issuedBefore: 2026-11-26T20:00:00Z}
          - {sid: s-1}
          - {issuer: https://idp.test, issuedBefore: "1795000000"}
        """);
    List<String> read = new ArrayList<>();
    for (Revoked one : RevocationFile.load(file)) {
      read.add(one.by() + " " + one.issuer() + " " + one.value() + " " + one.lastIssued());
    }
    assertEquals(
        List.of(
            "TOKEN null abc " + Long.MAX_VALUE,
            "SUBJECT https://idp.test ada 1795723199",
            "SESSION null s-1 " + Long.MAX_VALUE,
            "ISSUER https://idp.test  1794999999"),
        read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revoked: [{}]|BZ2020|1:11",
        "revoked: [{issuer: https://idp.test}]|BZ2020|1:11",
        "revoked: [{issuedBefore: 1}]|BZ2020|1:11",
        "revoked: [{jti: a, sub: b}]|BZ2020|1:11",
        "revoked: [{sub: a, issuedBefore: yesterday}]|BZ2020|1:34",
        "revoked: [{sub: ''}]|BZ2020|1:17",
        "revoked: [{jit: a}]|BZ1007|1:12",
        "revoked: {}|BZ1009|1:10",
        "'{}'|BZ1008|1:1",
        "'revoked: ['|BZ1003|1:11",
      })
  void whatIsWrong_isToldWithItsPlace(String text, String code, String place) throws Exception {
    Files.writeString(file, text);
    PolicyException told = assertThrows(PolicyException.class, () -> RevocationFile.load(file));
    String message = String.valueOf(told.getMessage());
    assertTrue(message.contains(file + ":" + place + ": error " + code), message);
  }

  @Test
  void aFileThatOthersMayWrite_isNone() throws Exception {
    Files.writeString(file, "revoked: []\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    PolicyException told = assertThrows(PolicyException.class, () -> RevocationFile.load(file));
    assertTrue(String.valueOf(told.getMessage()).contains("BZ1017"), told.getMessage());
  }

  @Test
  void watch_keepsTheLastGoodList_andTellsOfABrokenOneOnce() throws Exception {
    Files.writeString(file, "revoked: []\n");
    List<String> told = new ArrayList<>();
    RevocationWatch watch =
        new RevocationWatch(
            file,
            new RevocationWatch.Listener() {
              @Override
              public void listed(List<Revoked> now) {
                told.add("listed " + now.size());
              }

              @Override
              public void broken(PolicyException problem) {
                told.add("broken " + problem.problems().get(0).code());
              }
            });
    looks(watch);
    String next = "revoked:\n  - {jti: a}\n  - {jti: b}\n";
    for (int length = 1; length <= next.length(); length++) {
      Files.writeString(file, next.substring(0, length));
      watch.look();
    }
    assertEquals(List.of("listed 0"), told, "half a file never counts");
    looks(watch);
    Files.writeString(file, "revoked: [{jti");
    looks(watch);
    looks(watch);
    Files.delete(file);
    looks(watch);
    Files.writeString(file, next);
    looks(watch);
    assertEquals(
        List.of("listed 0", "listed 2", "broken BZ1003", "broken BZ1001", "listed 2"), told);
  }

  /** Each block of our page is a revocation file, or a part of a policy. */
  @Test
  void everyExample_loads() throws Exception {
    Matcher blocks =
        Pattern.compile("(?m)^```yaml\n(.*?)^```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/how-to/revoke-tokens.md")));
    List<String> kinds = new ArrayList<>();
    while (blocks.find()) {
      String text = blocks.group(1);
      boolean list = text.startsWith("revoked:");
      Path written = folder.resolve("bartizan.yaml");
      Files.writeString(written, list ? text : "version: 1\nrules: []\n" + text);
      kinds.add(
          list
              ? RevocationFile.load(written).size() + " entries"
              : PolicyLoader.load(written).identity().revocation().sources().size() + " sources");
    }
    List<String> shown =
        List.of(
            "0 sources",
            "5 entries",
            "1 sources",
            "2 sources",
            "0 sources",
            "0 sources",
            "0 sources");
    assertEquals(shown, kinds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen: localhost:1|BZ1012",
        "listen: 127.0.0.1:0|BZ1012",
        "listen: 127.0.0.1:65536|BZ1012",
        "listen: '::1:80'|BZ1012",
        "maxEntries: 99|BZ1010",
        "tls: {certificate: c.pem, key: k.pem}|BZ1047",
        "tls: {certificate: c.pem}; listen: 127.0.0.1:1|BZ1008",
        "tls: {key: k.pem}; listen: 127.0.0.1:1|BZ1008",
        "tls: {certificate: c.pem, key: k.pem, clients: x}; listen: 127.0.0.1:1|BZ1007",
        "logout: [{issuer: I, audience: a, path: /l}]|BZ2022",
        "logout: [{issuer: J, audience: a, path: /l}]; listen: 127.0.0.1:1|BZ2022",
        "logout: [{issuer: I, audience: a, path: l}]; listen: 127.0.0.1:1|BZ1010",
        "logout: [{issuer: I, path: /l}]; listen: 127.0.0.1:1|BZ1008",
        "logout: [{issuer: I, audience: a, path: /l}, {issuer: I, audience: b, path: /l}];"
            + " listen: 127.0.0.1:1|BZ1016",
        "events: [{issuer: I, audience: a}]|BZ2022",
        "events: [{issuer: I, audience: a, push: /e, poll: 'https://i/p'}]|BZ2022",
        "events: [{issuer: I, audience: a, poll: 'http://i/p'}]|BZ1010",
        "events: [{issuer: I, audience: a, transmitter: T, poll: 'https://i/p'}]|BZ2022",
      })
  void sourcesThatAreNone_areTold(String section, String code) throws Exception {
    Files.writeString(
        file,
        "version: 1\nrules: []\nidentity:\n  issuers: [{issuer: I, audience: a, jwks: k}]\n"
            + "  revocation:\n    "
            + section.replace("; ", "\n    ")
            + "\n");
    PolicyException told = assertThrows(PolicyException.class, () -> PolicyLoader.load(file));
    assertEquals(code, told.problems().get(0).code(), told.getMessage());
  }

  private static void looks(RevocationWatch watch) {
    for (int i = 0; i < 4; i++) {
      watch.look();
    }
  }
}
