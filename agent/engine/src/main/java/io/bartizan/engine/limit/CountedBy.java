package io.bartizan.engine.limit;

import io.bartizan.policy.ClaimPath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a limit counts apart, read once from its {@code key}. */
final class CountedBy {

  private static final String PRINCIPAL = "principal.id";
  private static final String ADDRESS = "client.address";
  private static final String CLAIM = "token.";

  private final boolean address;

  /** The claim's path; empty where principals are counted. */
  private final List<String> claim;

  private CountedBy(boolean address, List<String> claim) {
    this.address = address;
    this.claim = claim;
  }

  static CountedBy of(String key) {
    if (key.equals(ADDRESS)) {
      return new CountedBy(true, Collections.emptyList());
    }
    return new CountedBy(
        false,
        key.equals(PRINCIPAL)
            ? Collections.emptyList()
            : ClaimPath.of(key.substring(CLAIM.length())));
  }

  /** The key of a subject's bucket; null where the limit doesn't count it. */
  @Nullable BucketKey keyOf(Limiter.Subject subject) {
    if (address) {
      byte[] client = subject.clientAddress();
      // One customer is given a whole /64 (RFC 6177): it counts as one client.
      return BucketKey.of(client.length == 16 ? Arrays.copyOf(client, 8) : client);
    }
    if (claim.isEmpty()) {
      byte[] principal = subject.principalKey();
      return principal == null ? null : BucketKey.ofHash(principal);
    }
    String value = subject.claim(claim);
    return value == null ? null : BucketKey.of(value);
  }
}
