package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertKind.Severity;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Alerts;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsReaderTest {

  @TempDir Path folder;

  private Policy load(String audit) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, "version: 1\nrules: []\naudit: {" + audit + "}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return PolicyLoader.load(file);
  }

  @Test
  void allWays_areRead() throws Exception {
    Alerts alerts =
        load("alerts: [{webhook: 'https://soc.test/hook', hmac: keys/hook, trust: ca.pem, on:"
                + " tampering}, {webhook: 'http://127.0.0.1:9/x', httpSignature: hook.jwk},"
                + " {syslog: {server: 'tls://soc.test:6514'}, on: [refusalBurst, tokenShared]},"
                + " {command: [/bin/page, oncall]}], detect: {refusalBurst: 100/2h,"
                + " administrators: [root, admin]}")
            .audit()
            .alerts();
    List<AlertSink> sinks = alerts.sinks();
    Webhook hook = sinks.get(0).webhook();
    assertEquals("https://soc.test/hook", hook.url());
    assertEquals(Webhook.Signing.HMAC, hook.signing());
    assertEquals(folder.resolve("keys/hook"), hook.key());
    assertEquals(folder.resolve("ca.pem"), hook.trust());
    assertEquals(Set.of(AlertKind.TAMPERING), sinks.get(0).on());
    assertEquals(Webhook.Signing.HTTP_SIGNATURE, sinks.get(1).webhook().signing());
    assertEquals(EnumSet.complementOf(EnumSet.of(AlertKind.TOKEN_SHARED)), sinks.get(1).on());
    assertEquals("soc.test", sinks.get(2).syslog().host());
    assertEquals(Set.of(AlertKind.REFUSAL_BURST, AlertKind.TOKEN_SHARED), sinks.get(2).on());
    assertEquals(List.of("/bin/page", "oncall"), sinks.get(3).command());
    assertEquals(100, alerts.refusals().count());
    assertEquals(TimeUnit.HOURS.toNanos(2), alerts.refusals().periodNanos());
    assertEquals(20, alerts.credentials().count());
    assertEquals(Set.of("root", "admin"), alerts.administrators());
  }

  @Test
  void severities_areThoseOfTheirKinds_unlessThePolicySaysOtherwise() throws Exception {
    Alerts alerts =
        load("detect: {severity: {refusalBurst: low, newAdministrator: critical}}")
            .audit()
            .alerts();
    assertEquals(Severity.LOW, alerts.severity(AlertKind.REFUSAL_BURST));
    assertEquals(Severity.CRITICAL, alerts.severity(AlertKind.NEW_ADMINISTRATOR));
    assertEquals(Severity.HIGH, alerts.severity(AlertKind.CREDENTIAL_STUFFING));
  }

  @Test
  void withoutEither_thereAreNone_andAlertsAreNoPartOfTheTrailsName() throws Exception {
    assertNull(load("file: stdout").audit().alerts());
    assertEquals(
        load("file: stdout").audit().toString(),
        load("file: stdout, alerts: [{command: [page]}]").audit().toString());
    assertEquals(Set.of("admin"), load("detect: {}").audit().alerts().administrators());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerts: [{webhook: 'https://soc.test/'}]|BZ1075|is none",
        "alerts: [{webhook: 'https://soc.test/', hmac: a, httpSignature: b}]|BZ1075|is two",
        "alerts: [{webhook: 'http://soc.test/', hmac: a}]|BZ1075|no URL",
        "alerts: [{webhook: 'https://soc.test/#x', hmac: a}]|BZ1075|fragment",
        "alerts: [{on: tampering}]|BZ1076|is none",
        "alerts: [{webhook: 'https://soc.test/', hmac: a, command: [b]}]|BZ1076|are 2",
        "alerts: [{command: [a], hmac: b}]|BZ1076|said of a webhook",
        "alerts: [{command: page}]|BZ1009|is a list",
        "alerts: [{command: []}]|BZ1076|is a list",
        "alerts: [{command: [a], on: burst}]|BZ1010|no kind of alert",
        "alerts: [{command: [a]}, {command: [a]}]|BZ1016|the same",
        "alerts: {command: [a]}|BZ1009|is a list",
        "detect: {refusalBurst: 1/1m}|BZ1076|no threshold",
        "detect: {refusalBurst: 5/2d}|BZ1076|no threshold",
        "detect: {credentialStuffing: often}|BZ1076|no threshold",
        "detect: {admins: [a]}|BZ1007|unknown key",
        "detect: {severity: {refusalBurst: hihg}}|BZ1077|no severity of an alert",
        "detect: {severity: {burst: high}}|BZ1007|unknown key",
        "detect: {severity: high}|BZ1009|is a mapping",
      })
  void mistakes_areToldWithTheirCodes(String audit, String code, String words) {
    PolicyException told = assertThrows(PolicyException.class, () -> load(audit));
    String message = String.valueOf(told.getMessage());
    assertTrue(message.contains(code + ":") && message.contains(words), message);
  }
}
