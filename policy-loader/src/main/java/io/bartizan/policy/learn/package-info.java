/**
 * From observed traffic to a least-privilege policy: what was seen becomes a tree of paths with
 * evidence, the tree becomes rules, the rules a file.
 *
 * <p>What was seen is as hostile as those who sent it: a path, a host or a role that can't stand in
 * a policy for exactly itself is not learned, and whatever can be multiplied is bounded. Nothing
 * here reads trails or judges requests.
 */
package io.bartizan.policy.learn;
