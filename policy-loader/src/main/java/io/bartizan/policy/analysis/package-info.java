/**
 * What a policy says that its author may not have meant: rules that can never match, that a deny
 * shadows, that are wider than they look; and who can reach what. It reads a whole policy and the
 * places of its parts, and decides nothing: nothing here runs in a protected server.
 *
 * <p>Conditions are opaque here: a rule that has one counts as one that sometimes matches.
 */
package io.bartizan.policy.analysis;
