package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** One row of the corpus of token attacks: how to mint it, and what must come of it. */
final class Recipe {

  final String id;
  final String group;
  final String name;
  final JsonNode header;
  final JsonNode claims;
  final String key;
  final String mutate;
  final JsonNode config;
  final String expect;
  final String invariant;

  private Recipe(JsonNode row) {
    id = row.path("id").asText();
    group = row.path("group").asText();
    name = row.path("name").asText();
    header = row.path("header");
    claims = row.path("claims");
    key = row.path("key").asText();
    mutate = row.path("mutate").asText();
    config = row.path("config");
    expect = row.path("expect").asText();
    invariant = row.path("invariant").asText();
  }

  static List<Recipe> all() throws IOException {
    java.nio.file.Path file = Places.corpus().resolve("jose-attacks.jsonl");
    Assumptions.assumeTrue(Files.exists(file), file + " is not here; it comes with the corpora");
    ObjectMapper json = new ObjectMapper();
    List<Recipe> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(new Recipe(json.readTree(line)));
    }
    return all;
  }

  @Override
  public String toString() {
    return id + " " + group + ": " + name;
  }
}
