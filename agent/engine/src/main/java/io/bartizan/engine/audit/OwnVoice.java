package io.bartizan.engine.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the trail says of itself, on its way to who hears: what befell a sealed file is found out
 * before anybody listens, and waits for him.
 */
final class OwnVoice {

  /** More than a trail has to say of itself while a process starts. */
  private static final int KEPT = 16;

  private final List<AuditEvent> kept = new ArrayList<>();
  private AuditTrail.@Nullable Ear ear;

  /** Says it, or keeps it. Called by the writer alone. */
  synchronized void say(AuditEvent own) {
    AuditTrail.Ear to = ear;
    try {
      if (to != null) {
        to.hear(own);
      } else if (kept.size() < KEPT) {
        kept.add(own);
      }
    } catch (RuntimeException | Error deaf) {
      // The trail is written all the same.
      return;
    }
  }

  /** Who hears from now on, and what was kept. */
  synchronized void tell(AuditTrail.Ear listener) {
    ear = listener;
    for (AuditEvent own : kept) {
      say(own);
    }
    kept.clear();
  }
}
