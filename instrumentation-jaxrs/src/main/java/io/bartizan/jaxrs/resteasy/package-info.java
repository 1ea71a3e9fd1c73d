/** RESTEasy: the guard at the dispatch of its resource methods. */
package io.bartizan.jaxrs.resteasy;
