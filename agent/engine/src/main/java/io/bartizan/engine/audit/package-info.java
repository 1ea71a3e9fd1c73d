/**
 * The audit trail: events as final values, their OCSF 1.6.0 form, and the queue and thread that
 * bring them to the sink. Nothing here decides, and no request waits for a disk.
 */
package io.bartizan.engine.audit;
