package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The spells of many subjects, as many as memory is set aside for: whoever has been quiet longest
 * is forgotten first. What whole crowds do, each of them seldom, shows in the spell of all.
 */
final class Spells {

  /** Subjects that are counted apart; 2 MiB when all are as large as they can be. */
  static final int SUBJECTS = 512;

  private final Map<String, Spell> spells =
      new LinkedHashMap<String, Spell>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Spell> eldest) {
          return size() > SUBJECTS;
        }
      };

  /** The spell of a subject, which may be a new one. */
  Spell of(String subject) {
    return spells.computeIfAbsent(subject, Spell::new);
  }

  /** The subject that an event's client is. */
  static String client(AuditEvent event) {
    return "client " + Network.client(event.clientAddress());
  }
}
