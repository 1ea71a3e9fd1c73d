/**
 * The sealed form of the audit trail: what its lines look like, how they are made and how they are
 * checked, said once for the writer and the verifier (docs/reference/sealed-format.md). Nothing
 * here knows events, policies or queues.
 */
package io.bartizan.engine.audit.seal;
