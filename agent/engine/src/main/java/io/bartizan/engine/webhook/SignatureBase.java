package io.bartizan.engine.webhook;

import java.nio.charset.StandardCharsets;

/**
 * What is signed of a message (RFC 9421, 2.5): each component that is covered, in order, and the
 * parameters of the signature last.
 */
final class SignatureBase {

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder covered = new StringBuilder("(");

  /**
   * Covers a component.
   *
   * @param name a field in lower case, or a derived component with its {@code @}
   * @param value without line breaks
   */
  SignatureBase cover(String name, String value) {
    lines.append('"').append(name).append("\": ").append(value).append('\n');
    covered.append(covered.length() == 1 ? "" : " ").append('"').append(name).append('"');
    return this;
  }

  /**
   * The value of {@code Signature-Input} for the label.
   *
   * @param parameters each with its semicolon (RFC 9421, 2.3)
   */
  String input(String parameters) {
    return covered + ")" + parameters;
  }

  /** The octets to sign. */
  byte[] octets(String parameters) {
    return (lines + "\"@signature-params\": " + input(parameters)).getBytes(StandardCharsets.UTF_8);
  }
}
