package io.bartizan.agent.start;

import java.util.Map;

/** What JMX shows under {@code io.bartizan:type=Protection}. Nothing here can be changed. */
public interface ProtectionMXBean {

  /** The agent's version. */
  String getVersion();

  /** {@code enforce} or {@code observe}. */
  String getMode();

  /** {@code good}, or what is wrong. */
  String getHealth();

  /** The digest of the policy in force. */
  String getPolicyDigest();

  /** Requests that entered, at choke points or around them. */
  long getEntries();

  /** Requests permitted; more than the entries, as guards of unknown containers permit too. */
  long getPermits();

  /** Requests that entered without a permit: must stay 0. */
  long getEntriesMinusPermits();

  /** Requests that reached a handler of a woven container without a permit: should stay 0. */
  long getUnprotectedTotal();

  /** Requests refused. */
  long getRefusals();

  /** Decisions that failed inside, and so ended as refusals. */
  long getFailures();

  /** Requests under way. */
  long getOpenPermits();

  /** Audit records written. */
  long getAuditWritten();

  /** Audit records of refusals that found no place in the queue. */
  long getAuditLost();

  /** Whether the last write to the audit trail failed, so that nothing is permitted. */
  boolean isAuditFailing();

  /** Servers and connectors, and how each is covered. */
  Map<String, String> getCoverage();
}
