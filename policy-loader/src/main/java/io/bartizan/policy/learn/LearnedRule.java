package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One rule that was learned, with what it rests on. */
final class LearnedRule {

  final Node node;
  final String name;
  final Set<String> methods;

  /** The SOAP operations that it is for; empty where it does not ask for one. */
  final Set<String> operations;

  final Set<String> hosts;
  final Set<Integer> ports;
  final List<String> paths;
  final List<String> conditions;
  final Set<String> who;

  /** A path that it permits and that nobody asked for. */
  final String sample;

  final Map<String, Evidence> evidence = new LinkedHashMap<>();
  final List<String> reviews = new ArrayList<>();

  LearnedRule(
      Node node,
      String name,
      Set<String> methods,
      Set<String> operations,
      Set<String> hosts,
      Set<Integer> ports,
      List<String> paths,
      List<String> conditions,
      Set<String> who,
      String sample) {
    this.node = node;
    this.name = name;
    this.methods = methods;
    this.operations = operations;
    this.hosts = hosts;
    this.ports = ports;
    this.paths = paths;
    this.conditions = conditions;
    this.who = who;
    this.sample = sample;
  }
}
