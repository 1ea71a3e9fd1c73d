/** The JDK's own server, {@code com.sun.net.httpserver}: its chain of filters, and its start. */
package io.bartizan.http.jdk;
