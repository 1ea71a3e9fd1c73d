package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import io.bartizan.engine.coverage.Ledger;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The numbers of the agent as a JMX bean. Published when the first server listens and not before:
 * to touch JMX while a server's own log manager is not in place yet breaks some of them.
 */
final class Metrics implements ProtectionMXBean {

  private static final String NAME = "io.bartizan:type=Protection";

  private final Engine engine;
  private final AtomicBoolean published = new AtomicBoolean();
  private final Ledger ledger;

  Metrics(Engine engine, Ledger ledger) {
    this.engine = engine;
    this.ledger = ledger;
  }

  void publish() {
    if (!published.compareAndSet(false, true)) {
      return;
    }
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      server.registerMBean(
          new StandardMBean(this, ProtectionMXBean.class, true), new ObjectName(NAME));
    } catch (JMException | RuntimeException | LinkageError unpublished) {
      // A JVM without JMX: requests are decided all the same.
      Console.say("the numbers can't be published by JMX: " + unpublished);
    }
  }

  @Override
  public String getVersion() {
    return BuildVersion.get();
  }

  @Override
  public String getMode() {
    return engine.protection().policy().mode().name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String getHealth() {
    String shut = engine.closure().reason();
    if (shut != null) {
      return Ledger.NOT_PROTECTED + ": " + shut;
    }
    String problem = engine.health().problem();
    if (problem != null) {
      return problem.replaceAll("\\s*\n\\s*", "; ");
    }
    if (engine.protection().auditFailing()) {
      return "the audit trail can't be written";
    }
    return engine.protection().auditFull() ? "the audit queue is full" : "good";
  }

  @Override
  public String getPolicyDigest() {
    return engine.protection().policy().digest();
  }

  @Override
  public long getEntries() {
    return engine.counters().entries();
  }

  @Override
  public long getPermits() {
    return engine.counters().permits();
  }

  @Override
  public long getEntriesMinusPermits() {
    return engine.counters().entriesMinusPermits();
  }

  @Override
  public long getUnprotectedTotal() {
    return engine.counters().unprotectedTotal();
  }

  @Override
  public long getRefusals() {
    return engine.counters().refusals();
  }

  @Override
  public long getFailures() {
    return engine.counters().failures();
  }

  @Override
  public long getOpenPermits() {
    return engine.openPermits().count();
  }

  @Override
  public long getAuditWritten() {
    return engine.protection().auditWritten();
  }

  @Override
  public long getAuditLost() {
    return engine.protection().auditLost();
  }

  @Override
  public boolean isAuditFailing() {
    return engine.protection().auditFailing();
  }

  @Override
  public Map<String, String> getCoverage() {
    return ledger.covered();
  }
}
