package io.bartizan.policy.condition;

/** CEL's {@code null}, which is a value. */
enum Null {
  NULL
}
