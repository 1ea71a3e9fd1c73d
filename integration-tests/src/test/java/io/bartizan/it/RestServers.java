package io.bartizan.it;

import java.util.ArrayList;
import java.util.List;

/** The servers with a JAX-RS application. */
enum RestServers {
  JERSEY2("jersey2-tomcat9", true),
  JERSEY3("jersey3-tomcat10", true),
  RESTEASY3("resteasy3-tomcat9", true),
  RESTEASY4("resteasy4-tomcat9", true),
  RESTEASY6("resteasy6-tomcat10", true),
  CXF3("cxf3-jetty94", true),
  CXF4("cxf4-jetty11", true),
  GRIZZLY("jersey2-grizzly", false),
  JDK("jersey3-jdkhttp", false),
  JERSEY_NETTY("jersey2-netty", false),
  RESTEASY_NETTY("resteasy4-netty", false);

  /** The folder below {@code servers}. */
  final String folder;

  /** Whether it is a servlet container. */
  final boolean servlets;

  RestServers(String folder, boolean servlets) {
    this.folder = folder;
    this.servlets = servlets;
  }

  static List<String> folders() {
    List<String> folders = new ArrayList<>();
    for (RestServers server : values()) {
      folders.add(server.folder);
    }
    return folders;
  }

  static List<String> onServlets() {
    List<String> folders = new ArrayList<>();
    for (RestServers server : values()) {
      if (server.servlets) {
        folders.add(server.folder);
      }
    }
    return folders;
  }
}
