/** Tomcat's choke point: the end of parsing, before any valve. */
package io.bartizan.servlet.tomcat;
