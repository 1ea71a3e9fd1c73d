/** What the audit trail costs, plain, sealed and encrypted, measured by JMH in one process. */
package io.bartizan.benchmarks.audit;
