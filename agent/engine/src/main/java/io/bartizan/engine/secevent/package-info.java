/**
 * Word from identity providers that tokens are good no longer: logout tokens and security event
 * tokens, sent to a listener of the agent's own or fetched, and what each means as a revocation.
 * What is revoked is kept elsewhere.
 */
package io.bartizan.engine.secevent;
