/**
 * The engine: one request's walk from the choke point to the audit trail.
 *
 * <p>{@link io.bartizan.engine.Walk} lists the steps in their order. The steps live in packages
 * named after what they know; this one only binds them, and knows no container.
 */
package io.bartizan.engine;
