/**
 * What is to be believed no longer before it expires: which tokens, subjects and sessions have been
 * taken back, kept within a bound. Who a token speaks for, and who may take it back, is decided
 * elsewhere.
 */
package io.bartizan.engine.revocation;
