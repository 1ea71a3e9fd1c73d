/**
 * Starting: the policy is found and read, the engine is built and put behind the gate, and one line
 * says so; or the process ends with code 78. Also reloading, and what becomes of a policy that is
 * broken then.
 */
package io.bartizan.agent.start;
