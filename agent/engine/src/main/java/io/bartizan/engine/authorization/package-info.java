/**
 * Whether a request may go where it wants to: the ambiguity firewall over the raw target, and the
 * policy's rules over the path that the container will act on.
 *
 * <p>Nothing here verifies a credential, writes a response or remembers a request.
 */
package io.bartizan.engine.authorization;
