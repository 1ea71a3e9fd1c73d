package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "10.0.0.1",
        "::",
        "::1",
        "1::",
        "2001:db8::1",
        "1:2:3:4:5:6:7:8",
        "fe80::1:2",
        "::1.2.3.4",
        "64:ff9b::10.0.0.1",
        "::ffff:10.0.0.1"
      })
  void parse_agreesWithTheJdk(String text) throws Exception {
    assertArrayEquals(InetAddress.getByName(text).getAddress(), Addresses.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "256.1.1.1",
        "0x0a000001",
        "167772161",
        "1.2.3.4 ",
        "a.b.c.d",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "fe80::1%eth0",
        "1.2.3.4:80",
        "::1.2.3",
        "1:2:3:4:5:6:7:8::"
      })
  void parse_whatIsNoNumericAddress_isNull(String text) {
    assertNull(Addresses.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.1.1.1, true",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "192.0.2.129/32, 192.0.2.129, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false"
  })
  void contains(String network, String address, boolean contained) {
    byte[] octets = Addresses.parse(address);
    assertEquals(contained, Cidr.parse(network).contains(octets));
  }

  @Test
  void parse_bitsAfterThePrefix_tellsTheNetwork() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse("10.1.2.3/8")).getMessage();
    assertTrue(message != null && message.contains("10.0.0.0/8"), message);
  }
}
