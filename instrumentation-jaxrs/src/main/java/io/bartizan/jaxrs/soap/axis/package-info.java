/** Axis 1: the guards where its providers invoke the service's method. */
package io.bartizan.jaxrs.soap.axis;
