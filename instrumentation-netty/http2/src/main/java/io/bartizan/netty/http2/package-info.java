/**
 * The choke point of HTTP/2 on Netty: whatever a server is built of, its frames go through one
 * connection decoder and its responses through one encoder. A sentry stands before the listener
 * that the decoder tells (RFC 9113), and each stream is a request with a decision of its own.
 */
package io.bartizan.netty.http2;
