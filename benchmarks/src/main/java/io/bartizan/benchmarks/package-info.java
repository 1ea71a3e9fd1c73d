/**
 * What Bartizan costs: a decision in process, a whole server, a start. Everything here measures and
 * prints; nothing asserts a time, because a time says as much about the machine as about the code.
 */
package io.bartizan.benchmarks;
