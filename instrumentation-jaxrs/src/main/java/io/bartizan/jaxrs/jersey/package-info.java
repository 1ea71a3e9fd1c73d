/**
 * Jersey: the guard at the dispatch of its resource methods, and the choke points of the servers
 * that it brings along (Grizzly and the JDK's own).
 */
package io.bartizan.jaxrs.jersey;
