package io.bartizan.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A refusal as an HTTP response: a problem document (RFC 9457) with the decision's id and no rule's
 * name, or a plain page for a client that strictly prefers one.
 */
public final class Answer {

  private static final JsonFactory JSON = new JsonFactory();

  private final int status;
  private final String[] headers;
  private final byte[] body;

  private Answer(int status, String[] headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Renders a refusal.
   *
   * @param accept the request's {@code Accept} values
   * @param close whether the connection must end, because a body was left unread
   */
  public static Answer to(Refusal refusal, String decisionId, String[] accept, boolean close) {
    Document document = refusal.document();
    if (document != null) {
      return serving(refusal, document);
    }
    boolean page = Accept.prefersHtml(accept);
    List<String> headers = new ArrayList<>(refusal.headers());
    headers.add("Content-Type");
    headers.add(page ? "text/html;charset=utf-8" : "application/problem+json");
    headers.add("Cache-Control");
    headers.add("no-store");
    if (close) {
      headers.add("Connection");
      headers.add("close");
    }
    String text = page ? page(refusal, decisionId) : problem(refusal, decisionId);
    return new Answer(
        refusal.status(), headers.toArray(new String[0]), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Public, and so for scripts of every origin; a change of the policy shows after minutes. */
  private static Answer serving(Refusal refusal, Document document) {
    List<String> headers = new ArrayList<>(refusal.headers());
    headers.add("Content-Type");
    headers.add("application/json");
    headers.add("Cache-Control");
    headers.add("public, max-age=300");
    headers.add("Access-Control-Allow-Origin");
    headers.add("*");
    return new Answer(refusal.status(), headers.toArray(new String[0]), document.body());
  }

  private static String problem(Refusal refusal, String decisionId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", Challenge.title(refusal.status()));
      json.writeNumberField("status", refusal.status());
      json.writeStringField("detail", refusal.detail());
      json.writeStringField("decision", decisionId);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /** Nothing of the request goes into the page: title, detail and id are ours. */
  private static String page(Refusal refusal, String decisionId) {
    String title = refusal.status() + " " + Challenge.title(refusal.status());
    return "<!DOCTYPE html><html lang=\"en\"><title>"
        + title
        + "</title><h1>"
        + title
        + "</h1><p>"
        + refusal.detail()
        + "</p><p>Decision "
        + decisionId
        + "</p></html>\n";
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Header names and values in turn; not to be changed. */
  public String[] headers() {
    return headers;
  }

  /** The body; not to be changed. */
  public byte[] body() {
    return body;
  }
}
