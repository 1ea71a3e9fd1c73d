/**
 * What the agent says to servers of others: one request over a connection of its own, by nothing
 * that the application has set for its own connections, bounded in size and cut at any point. Knows
 * neither what for, nor policies.
 */
package io.bartizan.engine.outbound;
