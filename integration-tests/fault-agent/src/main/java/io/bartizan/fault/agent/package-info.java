/** Puts the switch into every method of the agent under test. */
package io.bartizan.fault.agent;
