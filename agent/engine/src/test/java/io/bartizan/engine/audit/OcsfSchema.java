package io.bartizan.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Validates events against the OCSF schema's own files: required, known, typed, enumerated. */
final class OcsfSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode dictionary;

  OcsfSchema(Path folder) throws IOException {
    this.folder = folder;
    this.dictionary = JSON.readTree(folder.resolve("dictionary.json").toFile()).path("attributes");
  }

  /** What is wrong with an event; empty if nothing is. */
  List<String> problems(JsonNode event, String eventFile) throws IOException {
    List<String> problems = new ArrayList<>();
    ObjectNode attributes = JSON.createObjectNode();
    JsonNode type = inherit(folder.resolve("events"), eventFile, attributes);
    for (JsonNode profile : event.path("metadata").path("profiles")) {
      JsonNode file =
          JSON.readTree(folder.resolve("profiles/" + profile.asText() + ".json").toFile());
      merge(attributes, file.path("attributes"));
    }
    int uid = event.path("class_uid").asInt();
    if (uid % 1000 != type.path("uid").asInt()) {
      problems.add("class_uid " + uid);
    }
    if (event.path("type_uid").asLong() != uid * 100L + event.path("activity_id").asInt()) {
      problems.add("type_uid");
    }
    if (event.path("category_uid").asInt() != uid / 1000) {
      problems.add("category_uid");
    }
    // The base event knows its own category and class only; both have been checked above.
    attributes.withObjectProperty("category_uid").remove("enum");
    attributes.withObjectProperty("class_uid").remove("enum");
    check("event", event, attributes, type.path("constraints"), problems);
    return problems;
  }

  /** Collects attributes from a type and all that it extends. */
  private JsonNode inherit(Path root, String file, ObjectNode attributes) throws IOException {
    JsonNode type = JSON.readTree(root.resolve(file).toFile());
    if (type.has("extends")) {
      inherit(root, find(root, type.path("extends").asText()), attributes);
    }
    merge(attributes, type.path("attributes"));
    return type;
  }

  private static String find(Path root, String name) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Path found = files.filter(f -> f.endsWith(name + ".json")).findFirst().orElseThrow();
      return root.relativize(found).toString();
    }
  }

  private static void merge(ObjectNode into, JsonNode attributes) {
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      if (!attribute.getKey().startsWith("$")) {
        ObjectNode known = into.withObjectProperty(attribute.getKey());
        known.setAll((ObjectNode) attribute.getValue());
      }
    }
  }

  private void check(
      String at, JsonNode value, JsonNode attributes, JsonNode constraints, List<String> problems)
      throws IOException {
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      boolean required = attribute.getValue().path("requirement").asText().equals("required");
      boolean profiled = attribute.getValue().hasNonNull("profile");
      if (required && !profiled && !value.has(attribute.getKey())) {
        problems.add(at + " lacks " + attribute.getKey());
      }
    }
    JsonNode any = constraints.path("at_least_one");
    boolean one = any.isEmpty();
    for (JsonNode name : any) {
      one |= value.has(name.asText());
    }
    if (!one) {
      problems.add(at + " has none of " + any);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!attributes.has(field.getKey())) {
        problems.add(at + " may not have " + field.getKey());
      } else {
        typed(
            at + "." + field.getKey(), field.getValue(), attributes.get(field.getKey()), problems);
      }
    }
  }

  private void typed(String at, JsonNode value, JsonNode attribute, List<String> problems)
      throws IOException {
    String name = at.substring(at.lastIndexOf('.') + 1);
    JsonNode known = dictionary.path(name);
    String type = known.path("type").asText();
    if (known.path("is_array").asBoolean()) {
      if (!value.isArray()) {
        problems.add(at + " is no list");
      }
      for (JsonNode item : value) {
        single(at, item, type, attribute, known, problems);
      }
    } else {
      single(at, value, type, attribute, known, problems);
    }
  }

  private void single(
      String at,
      JsonNode value,
      String type,
      JsonNode attribute,
      JsonNode known,
      List<String> problems)
      throws IOException {
    if (type.endsWith("_t")) {
      boolean whole = Arrays.asList("integer_t", "long_t", "timestamp_t", "port_t").contains(type);
      boolean fits =
          whole
              ? value.isIntegralNumber()
              : type.equals("boolean_t") ? value.isBoolean() : value.isTextual();
      if (!fits) {
        problems.add(at + " is no " + type + ": " + value);
      }
      JsonNode all = attribute.path("enum");
      boolean listed = all.has(value.asText()) || known.path("enum").has(value.asText());
      if (type.equals("integer_t") && !(all.isEmpty() && known.path("enum").isEmpty()) && !listed) {
        problems.add(at + " is not in its enumeration: " + value);
      }
    } else if (!type.equals("object")) {
      ObjectNode attributes = JSON.createObjectNode();
      JsonNode object = inherit(folder.resolve("objects"), type + ".json", attributes);
      check(at, value, attributes, object.path("constraints"), problems);
    }
  }
}
