/**
 * From the file to the policy: found, read with positions, checked, watched.
 *
 * <p>Everything that is wrong with a file is a {@link io.bartizan.policy.load.Problem} with a code,
 * a place and a hint; a file with a problem yields no policy at all.
 */
package io.bartizan.policy.load;
