/** Metro, the reference implementation of JAX-WS: the guards before its invokers. */
package io.bartizan.jaxrs.soap.metro;
