package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Prints what a command found as one JSON document (RFC 8259), in ASCII whatever it holds. */
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

  /** Something that writes one value. */
  public interface Writing {
    /** Writes it. */
    void to(JsonGenerator json) throws IOException;
  }

  /** Prints a document to the results. */
  public static void print(Shell shell, Writing writing) {
    shell.out().println(text(writing));
  }

  /** A document. */
  static String text(Writing writing) {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      writing.to(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written to", impossible);
    }
    return text.toString();
  }
}
