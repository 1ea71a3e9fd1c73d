package io.bartizan.cli;

import io.bartizan.engine.identity.StatedClaims;
import io.bartizan.policy.Addresses;
import io.bartizan.policy.trial.Given;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A request, stated by options. */
final class GivenOptions {

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description = "The claims of a token taken for genuine; left out: a request without one.")
  private @Nullable String claims;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The address that the request comes from. Default: ${DEFAULT-VALUE}.")
  private String address = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host asked for, as in the Host header.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of the listening socket. Default: ${DEFAULT-VALUE}.")
  private int port = 443;

  @Option(
      names = "--header",
      paramLabel = "HEADER",
      description = "A header, 'Name: value'; may stand several times.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--handler",
      paramLabel = "CLASS#METHOD",
      description = "The handler that a framework would choose.")
  private @Nullable String handler;

  @Option(
      names = "--route",
      paramLabel = "TEMPLATE",
      description = "The route template that a framework would choose it by.")
  private @Nullable String route;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "The SOAP operation that a framework would invoke.")
  private @Nullable String operation;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "When it arrives, such as 2026-12-01T08:00:00Z. Default: now.")
  private @Nullable String time;

  Given given(RequestLine line) {
    if (Addresses.parse(address) == null) {
      throw wrong("'" + address + "' is no numeric address", "write 10.1.2.3 or 2001:db8::7");
    }
    if (port < 1 || port > 65535) {
      throw wrong("'" + port + "' is no port", "it is a number from 1 to 65535");
    }
    Given.Builder given =
        new Given.Builder()
            .method(line.method())
            .target(line.target())
            .address(address)
            .host(host)
            .port(port)
            .handler(handler)
            .route(route)
            .operation(operation);
    if (time != null) {
      try {
        given.time(OffsetDateTime.parse(time).toInstant());
      } catch (DateTimeException none) {
        throw wrong("'" + time + "' is no time", "write 2026-12-01T08:00:00Z");
      }
    }
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw wrong("'" + header + "' is no header", "write 'Name: value'");
      }
      given.header(header.substring(0, colon).trim(), header.substring(colon + 1).trim());
    }
    if (claims != null) {
      try {
        given.claims(StatedClaims.parse(claims));
      } catch (IllegalArgumentException unread) {
        throw wrong(
            "the claims can't be read: " + unread.getMessage(),
            "write a JSON object, in single quotes for the shell: '{\"sub\": \"alice\"}'");
      }
    }
    return given.build();
  }

  private static Failure wrong(String message, String hint) {
    return new Failure(Exit.USAGE, "BZ5003", null, message, hint);
  }
}
