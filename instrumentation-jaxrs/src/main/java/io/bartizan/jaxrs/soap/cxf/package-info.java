/** CXF's JAX-WS and simple frontends: the guards before the service's invoker. */
package io.bartizan.jaxrs.soap.cxf;
