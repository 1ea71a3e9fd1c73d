/** Jetty 12's choke point: the server's handle method, before any handler of any environment. */
package io.bartizan.servlet.jetty12;
