/**
 * Grizzly, by itself or within GlassFish and Payara: the entry of handlers, the end of a request,
 * and the start of a listener. A decision never blocks a selector's thread.
 */
package io.bartizan.http.grizzly;
