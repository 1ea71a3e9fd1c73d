/** The switch of the fault agent, on the boot class path where the agent under test can see it. */
package io.bartizan.fault;
