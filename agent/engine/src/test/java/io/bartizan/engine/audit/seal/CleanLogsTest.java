package io.bartizan.engine.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A log that nobody touched is intact, whatever befell its writers. */
class CleanLogsTest {

  /** 10,000 by {@code -Dbartizan.logs=10000}, which takes minutes. */
  private static final int LOGS = Integer.getInteger("bartizan.logs", 150);

  @Test
  void logs_ofAllSizesAndRestarts_areIntactAndWhole() throws Exception {
    Auditors auditors = TestKeys.auditors();
    for (int seed = 0; seed < LOGS; seed++) {
      Random random = new Random(seed);
      SealAlgorithm algorithm = random.nextBoolean() ? SealAlgorithm.ES256 : SealAlgorithm.best();
      Desk desk = new Desk(algorithm, random.nextInt(4) == 0 ? auditors : null);
      int steps = 1 + random.nextInt(12);
      for (int i = 0; i < steps; i++) {
        step(desk, random);
      }
      desk.records(1, 0).close();
      Verdict verdict = desk.verify();
      assertTrue(verdict.intact(), "seed " + seed + ": " + Desk.said(verdict));
      assertEquals(desk.records(), verdict.records(), "seed " + seed);
    }
  }

  private static void step(Desk desk, Random random) throws Exception {
    switch (random.nextInt(6)) {
      case 0:
        desk.checkpoint();
        break;
      case 1:
        desk.close();
        break;
      case 2:
        desk.die();
        break;
      case 3:
        if (desk.writer().running()) {
          desk.turn();
        }
        break;
      default:
        int many = random.nextInt(40) == 0 ? 2500 : 30;
        desk.records(random.nextInt(many), random.nextInt(200));
    }
  }
}
