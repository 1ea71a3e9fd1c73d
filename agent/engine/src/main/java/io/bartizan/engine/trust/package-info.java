/**
 * Whose certificates a server may have that the agent itself connects to, or whoever connects to
 * it, and the certificate that it shows then. Knows neither what for, nor policies.
 */
package io.bartizan.engine.trust;
