/**
 * Open Liberty and WebSphere Liberty: the dispatcher that leads a request of any of its HTTP chains
 * to whoever serves it, and the start of a chain. What the public interface of its transport does
 * not tell is asked in {@link io.bartizan.http.liberty.LibertyLink} and nowhere else.
 */
package io.bartizan.http.liberty;
