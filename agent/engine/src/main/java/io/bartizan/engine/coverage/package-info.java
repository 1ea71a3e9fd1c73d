/**
 * What listens in a JVM and how each port is covered: what the agent says of it, holds for JMX and
 * for {@code doctor}, and the watch for ports that nobody has told of. Nothing here decides.
 */
package io.bartizan.engine.coverage;
