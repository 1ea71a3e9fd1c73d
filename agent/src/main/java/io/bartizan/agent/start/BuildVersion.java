package io.bartizan.agent.start;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that the build wrote beside this class. */
final class BuildVersion {

  private BuildVersion() {}

  static String get() {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("/bartizan-build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException unreadable) {
      return "unknown";
    }
    return build.getProperty("version", "unknown");
  }
}
