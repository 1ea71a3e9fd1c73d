package io.bartizan.it;

import java.util.ArrayList;
import java.util.List;

/** The servers that are tested, and the Java that each needs at least. */
enum Servers {
  TOMCAT85("tomcat85", 8),
  TOMCAT9("tomcat9", 8),
  TOMCAT10("tomcat10", 11),
  TOMCAT11("tomcat11", 17),
  JETTY94("jetty94", 8),
  JETTY10("jetty10", 11),
  JETTY11("jetty11", 11),
  JETTY12_EE8("jetty12-ee8", 17),
  JETTY12_EE9("jetty12-ee9", 17),
  JETTY12_EE10("jetty12-ee10", 17),
  NETTY40("netty40", 8),
  NETTY41("netty41", 8),
  NETTY42("netty42", 8);

  /** The folder below {@code servers}. */
  final String folder;

  final int java;

  Servers(String folder, int java) {
    this.folder = folder;
    this.java = java;
  }

  String kind() {
    return folder.replaceAll("[0-9].*", "");
  }

  /** Whether its applications are servlets, with filters and dispatches. */
  boolean servlets() {
    return this != NETTY40 && this != NETTY41 && this != NETTY42;
  }

  static List<String> folders() {
    List<String> folders = new ArrayList<>();
    for (Servers server : values()) {
      folders.add(server.folder);
    }
    return folders;
  }

  /** For {@code MethodSource}: one of each adapter and namespace. */
  static List<String> oneOfEachKind() {
    return List.of(
        "tomcat85", "tomcat10", "jetty94", "jetty11", "jetty12-ee8", "jetty12-ee10", "netty42");
  }
}
