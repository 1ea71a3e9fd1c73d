/**
 * The words in which each world of servers (servlet, JAX-RS, Netty) declares its join points and
 * its manifest. Knows no server, no engine and no weaver: the worlds fill it, the agent reads it.
 */
package io.bartizan.instrumentation;
