/**
 * Weaving: finds the join points among the classes that the JVM loads, inlines their advice, and
 * tells the start of the first one. A required class that can't be woven does not load.
 *
 * <p>Knows no container's types and no decision.
 */
package io.bartizan.agent.weave;
