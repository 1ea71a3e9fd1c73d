/**
 * The command line in the agent's jar: {@code java -jar bartizan.jar COMMAND}.
 *
 * <p>{@link io.bartizan.cli.Commands} lists the commands. A command reads its arguments, asks the
 * engine or the policy loader, and prints; it decides nothing by itself. Nothing here is loaded by
 * a protected server.
 */
package io.bartizan.cli;
