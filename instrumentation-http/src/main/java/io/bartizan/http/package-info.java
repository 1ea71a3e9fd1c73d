/**
 * Servers that hand requests to handlers of their own kind: Undertow, and the JDK's own server.
 * Each has a package with its advice and its adapters; here stand their join points and what must
 * be woven before they may listen.
 */
package io.bartizan.http;
