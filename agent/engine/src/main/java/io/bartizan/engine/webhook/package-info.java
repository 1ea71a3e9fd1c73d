/**
 * Signed messages to a URL: kept while its receiver is away, retried, counted where there is no
 * room, and never waited for by whoever hands one over. Knows nothing of what they tell.
 */
package io.bartizan.engine.webhook;
