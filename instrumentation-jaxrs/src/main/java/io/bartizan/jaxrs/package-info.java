/**
 * The world of JAX-RS: which methods are woven ({@link io.bartizan.jaxrs.JoinPoints}), and one
 * package per implementation with its advice and its adapters.
 *
 * <p>Inside a servlet container the choke point has decided already, and a guard at the dispatch of
 * each resource method compares what is dispatched with what was permitted; it knows the handler
 * and its route template, which rules may name. Where a framework is the server itself, its
 * connector is the choke point.
 *
 * <p>Advice holds a call of the gate and nothing else. Adapters translate and decide nothing; they
 * are written against {@code javax.ws.rs} and met by {@code jakarta.ws.rs} through remapping.
 */
package io.bartizan.jaxrs;
