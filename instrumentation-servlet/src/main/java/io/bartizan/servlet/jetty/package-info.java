/** Jetty's choke points: the server's handle methods, before any handler. */
package io.bartizan.servlet.jetty;
