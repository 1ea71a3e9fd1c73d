/**
 * SOAP services: the guards where a framework has read from the message which operation it is for,
 * and is about to invoke it. What a header says of the operation counts nowhere here. Nothing that
 * only JAX-RS has.
 */
package io.bartizan.jaxrs.soap;
