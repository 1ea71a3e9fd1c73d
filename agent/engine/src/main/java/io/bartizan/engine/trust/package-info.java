/**
 * Whose certificates a server may have that the agent itself connects to. Knows neither what for,
 * nor policies.
 */
package io.bartizan.engine.trust;
