/**
 * The portable guard: asks for the permit at every servlet and filter, and decides there in
 * containers that have no choke point.
 */
package io.bartizan.servlet.guard;
