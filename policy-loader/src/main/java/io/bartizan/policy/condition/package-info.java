/**
 * Conditions: a documented subset of the Common Expression Language, from text to closures.
 *
 * <p>The way of an expression: {@code Lexer}, {@code Parser} (a tree with positions), {@code
 * Compiler} (types checked, {@code Code} made), {@link io.bartizan.policy.condition.Condition}.
 * Values are plain Java objects; what goes wrong is a value too ({@code Failure}), so that {@code
 * &&} and {@code ||} can absorb it without a throw. Nothing here knows a policy file or a server.
 */
package io.bartizan.policy.condition;
