/**
 * The plain classes of the jar: what the JVM starts ({@link io.bartizan.agent.Premain}, {@link
 * io.bartizan.agent.Main}) and the loader that hides all others from the application.
 *
 * <p>Poor on purpose: premain runs before the application's main, where logging, JMX and lambdas do
 * harm. Nothing else may live here.
 */
package io.bartizan.agent;
