/**
 * A whole server (Tomcat or Netty) without and with the agent, each start a fresh JVM, one after
 * the other in turns, loaded by a process of its own over keep-alive connections.
 */
package io.bartizan.benchmarks.server;
