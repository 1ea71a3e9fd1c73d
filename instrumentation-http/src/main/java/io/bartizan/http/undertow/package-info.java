/**
 * Undertow, by itself or within WildFly: the entry that every handler of a request is reached by,
 * on I/O threads and workers alike, and its start. A decision never blocks an I/O thread.
 */
package io.bartizan.http.undertow;
