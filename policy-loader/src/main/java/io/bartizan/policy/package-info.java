/**
 * The policy: what the file says, as final values, and the index that finds a request's rules.
 *
 * <p>Reading the file lives in {@code io.bartizan.policy.load}. Nothing here knows a request's
 * types, a container or a library; nothing here decides.
 */
package io.bartizan.policy;
