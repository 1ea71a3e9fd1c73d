package io.bartizan.benchmarks.server;

import java.nio.charset.StandardCharsets;

/** What every shop answers: about 100 bytes. */
final class Order {

  static final byte[] BODY =
      "{\"order\":4711,\"items\":[{\"sku\":\"A-1\",\"n\":2},{\"sku\":\"B-7\",\"n\":1}],\"total\":\"129.90\",\"currency\":\"EUR\"}\n"
          .getBytes(StandardCharsets.UTF_8);

  private Order() {}
}
