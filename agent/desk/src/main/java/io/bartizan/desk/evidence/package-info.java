/**
 * Which records of a trail answer which requirement of a regulation, counted while they pass. The
 * page in {@code docs/reference/compliance.md} is held against this by a test. No verdict is given
 * here: whether a requirement is met, a person says.
 */
package io.bartizan.desk.evidence;
