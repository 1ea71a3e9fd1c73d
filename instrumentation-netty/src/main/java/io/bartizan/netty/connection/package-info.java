/**
 * What requests have in common whatever version of HTTP they come by: the connection, the canonical
 * path, and how far a request has come. Knows no codec, so that each version's adapters may use it.
 */
package io.bartizan.netty.connection;
