/**
 * Who sends a request, proven: the strict reading of a bearer token, the keys that verify it, the
 * memory of verified ones, and the client's address behind proxies. Whether a principal may do what
 * it asks for is decided elsewhere.
 */
package io.bartizan.engine.identity;
