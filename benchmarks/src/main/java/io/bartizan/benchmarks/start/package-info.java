/** What the agent adds to a server's start, and to its memory. */
package io.bartizan.benchmarks.start;
