package io.bartizan.benchmarks.server;

/** What the shop under test is built on. */
public enum ServerKind {
  TOMCAT("tomcat-", Shop.class.getName()),
  NETTY("netty-", NettyShop.class.getName());

  /** How the names of its jars begin. */
  final String jars;

  /** The class with its main method. */
  final String main;

  ServerKind(String jars, String main) {
    this.jars = jars;
    this.main = main;
  }
}
