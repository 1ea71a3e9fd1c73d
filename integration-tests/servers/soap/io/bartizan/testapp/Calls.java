package io.bartizan.testapp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a SOAP service's operations: {@code calls NAME} on the side channel. */
final class Calls {

  private static final Map<String, AtomicInteger> BY_NAME = new ConcurrentHashMap<>();

  private Calls() {}

  static void tellOnTheSideChannel() {
    Control.command("calls", name -> "calls " + of(name).get());
  }

  static void count(String operation) {
    Control.entered();
    of(operation).incrementAndGet();
  }

  private static AtomicInteger of(String operation) {
    return BY_NAME.computeIfAbsent(operation, name -> new AtomicInteger());
  }
}
