package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bartizan.policy.Cidr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "203.0.113.5 | 10.9.9.9 | - | 203.0.113.5",
        "10.0.0.1 | - | - | 10.0.0.1",
        "10.0.0.1 | 203.0.113.5 | - | 203.0.113.5",
        "10.0.0.1 | 1.1.1.1, 203.0.113.5 | - | 203.0.113.5",
        "10.0.0.1 | 1.1.1.1, 203.0.113.5, 10.0.0.2 | - | 203.0.113.5",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | - | 10.0.0.3",
        "10.0.0.1 | 203.0.113.5, junk | - | 10.0.0.1",
        "10.0.0.1 | 203.0.113.5, junk, 10.0.0.2 | - | 10.0.0.2",
        "10.0.0.1 | 203.0.113.5:4711 | - | 203.0.113.5",
        "10.0.0.1 | [2001:db8::1]:4711 | - | 2001:db8::1",
        "10.0.0.1 | - | for=203.0.113.5;proto=https, for=\"[2001:db8::1]:80\" | 2001:db8::1",
        "10.0.0.1 | 203.0.113.5 | for=203.0.113.5 | 203.0.113.5",
        "10.0.0.1 | 203.0.113.5 | for=198.51.100.1 | 10.0.0.1",
        "10.0.0.1 | 0x0a000001 | - | 10.0.0.1",
        "fe80::1%eth0 | 203.0.113.5 | - | fe80::1"
      })
  void of_countsTrustedHopsFromTheRight(String peer, String xff, String forwarded, String client) {
    Map<String, String[]> headers = new HashMap<>();
    if (xff != null) {
      headers.put("X-Forwarded-For", new String[] {xff});
    }
    if (forwarded != null) {
      headers.put("Forwarded", new String[] {forwarded});
    }
    ClientAddress found =
        ClientAddress.of(new Request(peer, headers), List.of(Cidr.parse("10.0.0.0/8")));
    assertEquals(client, found.text());
  }

  /** As by AJP: the peer reports its client in the message itself, and headers go on from there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "203.0.113.5 | 10.9.9.9 | - | 203.0.113.5",
        "10.0.0.1 | 203.0.113.5 | - | 203.0.113.5",
        "10.0.0.1 | 203.0.113.5 | 1.1.1.1 | 203.0.113.5",
        "10.0.0.1 | 10.0.0.2 | 1.1.1.1 | 1.1.1.1",
        "10.0.0.1 | 10.0.0.2 | 1.1.1.1, 10.0.0.2 | 1.1.1.1",
        "10.0.0.1 | nowhere | 1.1.1.1 | 10.0.0.1",
        "10.0.0.1 | 2001:db8::1%eth0 | - | 2001:db8::1"
      })
  void of_believesWhatAProtocolReportsOfListedPeersOnly(
      String peer, String reported, String xff, String client) {
    Map<String, String[]> headers = new HashMap<>();
    if (xff != null) {
      headers.put("X-Forwarded-For", new String[] {xff});
    }
    Request request =
        new Request(peer, headers) {
          @Override
          public String reportedAddress() {
            return reported;
          }
        };
    assertEquals(client, ClientAddress.of(request, List.of(Cidr.parse("10.0.0.0/8"))).text());
  }
}
