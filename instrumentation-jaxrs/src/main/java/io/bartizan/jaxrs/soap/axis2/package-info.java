/** Axis2: the guard between its handlers and the receiver that invokes the service. */
package io.bartizan.jaxrs.soap.axis2;
