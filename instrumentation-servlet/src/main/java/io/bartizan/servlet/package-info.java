/**
 * The world of servlet containers: which methods are woven ({@link
 * io.bartizan.servlet.JoinPoints}), and one package per container with its advice and its adapter.
 *
 * <p>Advice holds a call of the gate and nothing else. Adapters translate and decide nothing; they
 * are written against {@code javax.servlet} and met by {@code jakarta.servlet} through remapping.
 */
package io.bartizan.servlet;
