/**
 * The whole decision in one process, by JMH: what a request thread spends between a container's
 * choke point and its handler, and at the end of the request. No container, no sockets; the audit
 * trail is the real one, on a real file.
 */
package io.bartizan.benchmarks.decision;
