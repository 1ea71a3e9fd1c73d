/**
 * The gate: what woven code calls, and the ports behind it.
 *
 * <p>These types go onto the boot class path so that every class loader sees them. They depend on
 * nothing but {@code java.lang} and friends, there are at most eight of them, and no decision is
 * made here: a core that is not there means that nothing passes.
 */
package io.bartizan.gate;
