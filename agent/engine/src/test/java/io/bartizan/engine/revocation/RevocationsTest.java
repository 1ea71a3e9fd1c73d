package io.bartizan.engine.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.policy.Revoked;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTest {

  private static final String ISSUER = "https://issuer.test";
  private static final long NOW = 1_795_000_000L;

  private final AtomicLong wall = new AtomicLong(NOW);
  private final AtomicLong nanos = new AtomicLong();
  private final Revocations revocations = new Revocations(clock(), nanos::get);

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(wall.get());
      }
    };
  }

  private void pass(long seconds) {
    wall.addAndGet(seconds);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static Marks token(String id, @Nullable String session, long issuedAt) {
    return Marks.of(ISSUER, "ada", id, session, issuedAt);
  }

  private boolean refused(Marks token) {
    return revocations.any() && revocations.revoked(token);
  }

  @Test
  void nothing_isRevoked_untilSomethingIs() {
    assertFalse(revocations.any());
    assertFalse(revocations.revoked(token("1", null, 0)));
  }

  @Test
  void mark_coversItsTokensUpToASecond_andNoOthers() {
    assertTrue(revocations.revoke(Mark.of(Kind.SUBJECT, ISSUER, "ada"), ISSUER, NOW));
    assertTrue(refused(token("1", null, NOW)));
    assertTrue(refused(token("2", "s", NOW - 5)));
    assertFalse(refused(token("3", null, NOW + 1)), "a new login is good");
    assertFalse(refused(Marks.of(ISSUER, "bob", "1", null, NOW)));
    assertFalse(refused(Marks.of("https://other.test", "ada", "1", null, NOW)));
  }

  @Test
  void session_coversItsTokens_andThoseWithoutOneAreToldApart() {
    revocations.revoke(Mark.of(Kind.SESSION, ISSUER, "s1"), ISSUER, Long.MAX_VALUE);
    revocations.revoke(Mark.of(Kind.SUBJECT_WITHOUT_SESSION, ISSUER, "ada"), ISSUER, NOW);
    assertTrue(refused(token("1", "s1", NOW + 100)));
    assertFalse(refused(token("1", "s2", NOW)));
    assertTrue(refused(token("1", null, NOW)));
  }

  @Test
  void partsOfAMark_can_notBeShiftedIntoTheNext() {
    assertFalse(Mark.of(Kind.TOKEN, "a\n1", "b").equals(Mark.of(Kind.TOKEN, "a", "1\nb")));
  }

  @Test
  void revoke_again_keepsTheLater() {
    Mark ada = Mark.of(Kind.SUBJECT, ISSUER, "ada");
    revocations.revoke(ada, ISSUER, NOW);
    revocations.revoke(ada, ISSUER, NOW - 100);
    assertTrue(refused(token("1", null, NOW)));
    assertEquals(1, revocations.size());
  }

  @Test
  void full_refusesAllThatTheIssuerHasIssued_ratherThanForgetOne() {
    revocations.hold(2);
    assertTrue(revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "1"), ISSUER, Long.MAX_VALUE));
    assertTrue(revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "2"), ISSUER, Long.MAX_VALUE));
    assertFalse(refused(token("3", null, NOW - 1)));
    assertFalse(revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "3"), ISSUER, Long.MAX_VALUE));
    assertTrue(refused(token("1", null, NOW)));
    assertTrue(refused(token("3", null, NOW - 1)), "what found no place is refused all the same");
    assertTrue(refused(token("4", null, NOW)), "and so is whatever was issued by then");
    assertFalse(refused(token("5", null, NOW + 1)), "who logs in again goes on");
    assertFalse(refused(Marks.of("https://other.test", "ada", "3", null, NOW)));
    assertEquals(2, revocations.size());
  }

  @Test
  void afterItsTime_anEntryGivesItsPlaceUp_andWhatItCoveredStaysRefused() {
    revocations.hold(1);
    Mark one = Mark.of(Kind.TOKEN, ISSUER, "1");
    revocations.revoke(one, ISSUER, Long.MAX_VALUE);
    pass(Revocations.KEPT_SECONDS - 1);
    assertFalse(revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "2"), ISSUER, Long.MAX_VALUE));
    pass(TimeUnit.MINUTES.toSeconds(2));
    assertTrue(revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "3"), ISSUER, Long.MAX_VALUE));
    assertTrue(refused(token("1", null, NOW)), "it lives for longer than tokens may");
    assertFalse(refused(token("9", null, wall.get())));
  }

  @Test
  void wallClockThatWasAhead_doesNotRefuseEverybody() {
    wall.addAndGet(TimeUnit.DAYS.toSeconds(400));
    revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "1"), ISSUER, Long.MAX_VALUE);
    wall.set(NOW);
    pass(Revocations.KEPT_SECONDS + 1);
    revocations.revoke(Mark.of(Kind.TOKEN, ISSUER, "2"), ISSUER, Long.MAX_VALUE);
    assertFalse(refused(token("9", null, wall.get())));
  }

  @Test
  void list_ofTheFile_isReplacedWhole_andReachesEveryIssuerWhereItNamesNone() {
    revocations.list(
        List.of(
            new Revoked(Revoked.By.TOKEN, null, "1", Long.MAX_VALUE),
            new Revoked(Revoked.By.SESSION, ISSUER, "s", Long.MAX_VALUE),
            new Revoked(Revoked.By.ISSUER, "https://other.test", "", NOW)),
        List.of(ISSUER, "https://other.test"));
    assertTrue(refused(token("1", null, NOW)));
    assertTrue(refused(Marks.of("https://other.test", "bob", "7", null, NOW)));
    assertTrue(refused(token("7", "s", NOW)));
    assertFalse(refused(token("7", "t", NOW)));
    revocations.list(List.of(new Revoked(Revoked.By.SUBJECT, ISSUER, "ada", NOW)), List.of(ISSUER));
    assertTrue(refused(token("1", null, NOW)));
    assertFalse(refused(token("1", null, NOW + 1)));
    revocations.list(List.of(), List.of(ISSUER));
    assertFalse(revocations.any());
  }
}
