/** JMH benchmarks of the engine. Nothing here asserts a time. */
package io.bartizan.benchmarks;
