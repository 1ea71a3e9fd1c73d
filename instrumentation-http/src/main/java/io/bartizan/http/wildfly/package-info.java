/**
 * WildFly's own ways to let Undertow listen: its connectors, and its management interface. What
 * comes in by either is decided where all of Undertow is.
 */
package io.bartizan.http.wildfly;
