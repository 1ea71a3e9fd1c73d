package io.bartizan.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts that the jar carries. */
enum Resource {
  /** The JSON Schema of policies. */
  SCHEMA("policy.schema.json"),
  /** What {@code init} writes. */
  FIRST_POLICY("first-policy.yaml");

  private final String name;

  Resource(String name) {
    this.name = name;
  }

  /** The whole text. */
  String text() throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the jar lacks " + name);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] some = new byte[8192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
      return new String(all.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
