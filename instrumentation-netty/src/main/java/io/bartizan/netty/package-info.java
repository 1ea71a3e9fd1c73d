/**
 * The world of Netty: which methods are woven ({@link io.bartizan.netty.JoinPoints}), what must be
 * ({@link io.bartizan.netty.Manifest}), and below them the seat in each pipeline and what it does.
 *
 * <p>Netty has no servlets to guard and no mapping of paths: a handler is whatever stands behind
 * the codec. So the agent takes the place right behind it, in every pipeline that is a server's.
 */
package io.bartizan.netty;
