/**
 * The seat behind an HTTP/1 codec, and the conversation of one connection: which requests came,
 * which were permitted, and whose turn it is to be answered (RFC 9112, 9.3.2: in the order in which
 * they came).
 */
package io.bartizan.netty.http1;
