/** The driver of the quickstart: starts the shop under the agent and shows what happens. */
package io.bartizan.quickstart;
