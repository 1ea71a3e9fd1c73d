package io.bartizan.engine.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An API key that is added to a file; its text is nowhere but here. */
public final class NewApiKey {

  private static final JsonFactory JSON = new JsonFactory();

  private final String text;
  private final Instant expires;

  private NewApiKey(String text, Instant expires) {
    this.text = text;
    this.expires = expires;
  }

  /**
   * Draws a key and adds its hash to a file, which is made if there is none, and replaced whole.
   *
   * @param principal whose key it is; not empty
   * @param expires after which it is worth nothing
   * @throws IOException if the file can't be read as one of API keys, or not be replaced
   */
  public static NewApiKey add(Path file, String principal, List<String> roles, Instant expires)
      throws IOException {
    NewApiKey key = new NewApiKey(ApiKey.draw(), expires.truncatedTo(ChronoUnit.SECONDS));
    byte[] whole;
    try {
      List<Object> entries = new ArrayList<>(entries(file));
      entries.add(key.entry(principal, roles));
      whole = written(entries);
      ApiKeyFile.parse(whole);
    } catch (Rejected wrong) {
      throw new IOException(wrong.reason(), wrong);
    }
    replace(file, whole);
    return key;
  }

  private static List<?> entries(Path file) throws IOException, Rejected {
    try {
      ApiKeyFile.read(file);
      Object listed = StrictJson.object(Files.readAllBytes(file)).get("keys");
      return listed instanceof List ? (List<?>) listed : new ArrayList<>();
    } catch (NoSuchFileException none) {
      return new ArrayList<>();
    }
  }

  private Map<String, Object> entry(String principal, List<String> roles) throws Rejected {
    StringBuilder hash = new StringBuilder();
    for (byte octet : ApiKey.hash(text)) {
      hash.append(Character.forDigit(octet >> 4 & 0xf, 16));
      hash.append(Character.forDigit(octet & 0xf, 16));
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", ApiKey.id(text));
    entry.put("sha256", hash.toString());
    entry.put("principal", principal);
    entry.put("roles", roles);
    entry.put("expires", expires.toString());
    return entry;
  }

  /** One key a line, so that changes can be read. */
  private static byte[] written(List<Object> entries) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Object entry : entries) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(line)) {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : ((Map<?, ?>) entry).entrySet()) {
          json.writeFieldName(String.valueOf(member.getKey()));
          if (member.getValue() instanceof List) {
            json.writeStartArray();
            for (Object one : (List<?>) member.getValue()) {
              json.writeString(String.valueOf(one));
            }
            json.writeEndArray();
          } else {
            json.writeString(String.valueOf(member.getValue()));
          }
        }
        json.writeEndObject();
      }
      lines.add("  " + line);
    }
    String whole = "{\"keys\": [\n" + String.join(",\n", lines) + "\n]}\n";
    return whole.getBytes(StandardCharsets.UTF_8);
  }

  /** By renaming: whoever reads it meanwhile sees one state or the other. */
  private static void replace(Path file, byte[] whole) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** What its owner sends. */
  public String text() {
    return text;
  }

  /** After which it is worth nothing, in whole seconds. */
  public Instant expires() {
    return expires;
  }
}
