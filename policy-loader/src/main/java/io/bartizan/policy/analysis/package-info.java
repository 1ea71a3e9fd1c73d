/**
 * What a policy says that its author may not have meant: rules that can never match, that a deny
 * shadows, that are wider than they look; and who can reach what. It reads a whole policy and the
 * places of its parts, and decides nothing: nothing here runs in a protected server.
 *
 * <p>Of conditions it is known only whether they always come to the same; a rule with another one
 * counts as one that sometimes matches.
 */
package io.bartizan.policy.analysis;
