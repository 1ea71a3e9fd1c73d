package io.bartizan.desk.story;

import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.regex.Pattern;

/** What a request was for: the route that a framework told, or else one that the path suggests. */
final class Routes {

  /** Numbers, UUIDs (RFC 9562) and long runs of hexadecimal digits name one object of many. */
  private static final Pattern ONE_OF_MANY =
      Pattern.compile("\\d+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,}");

  private Routes() {}

  /** {@code GET /orders/{id}}. */
  static String of(TrailRecord record) {
    String route = record.route();
    return Shown.of(record.method()) + " " + Shown.of(route == null ? shape(record) : route);
  }

  private static String shape(TrailRecord record) {
    String path = record.path();
    if (path == null) {
      return "";
    }
    StringBuilder shape = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      shape.append(shape.length() == 0 && segment.isEmpty() ? "" : "/");
      shape.append(ONE_OF_MANY.matcher(segment).matches() ? "{id}" : segment);
    }
    return shape.length() == 0 ? "/" : shape.toString();
  }
}
