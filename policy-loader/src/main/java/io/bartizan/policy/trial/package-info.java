/**
 * What can be asked of a policy without a server: a request as someone states it, and what its
 * author expects of it. Values only; the engine judges them as it judges real requests.
 */
package io.bartizan.policy.trial;
