package io.bartizan.engine.identity;

import io.bartizan.policy.KeyUrl;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an issuer's keys through its metadata (OpenID Connect Discovery 1.0, 4; RFC 8414, 3). Read
 * anew whenever keys are fetched, as an issuer may move them. A document that can't be had or is
 * broken leaves the last good address, for an hour.
 */
final class IssuerMetadata implements KeyAddress {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerMetadata.class);

  private final String issuer;
  private final String document;
  private final boolean plain;
  private final LongSupplier clock;
  private volatile @Nullable Found found;

  /** An address, and when it was read. */
  private static final class Found {
    final String keys;
    final long askedNanos;

    Found(String keys, long askedNanos) {
      this.keys = keys;
      this.askedNanos = askedNanos;
    }
  }

  /**
   * The metadata of an issuer.
   *
   * @param issuer as its tokens and its document have it
   * @param document the document's URL
   * @param clock monotonic, in nanoseconds
   */
  IssuerMetadata(String issuer, String document, LongSupplier clock) {
    this.issuer = issuer;
    this.document = document;
    this.plain = KeyUrl.parse(document).plain();
    this.clock = clock;
  }

  @Override
  public String find(KeyFetch fetch) throws IOException, Rejected {
    long now = clock.getAsLong();
    Found last = found;
    try {
      String keys = read(StrictJson.object(fetch.get(document).body()));
      found = new Found(keys, now);
      if (last == null || !last.keys.equals(keys)) {
        LOG.info("{} has its keys at {}", issuer, keys);
      }
      return keys;
    } catch (IOException | Rejected broken) {
      if (last == null || now - last.askedNanos > UrlKeys.OUTAGE_NANOS) {
        throw broken;
      }
      LOG.warn("{} can't be used ({}); the last good address stays", document, broken.toString());
      return last.keys;
    }
  }

  /** The URL of the keys in a document that is wholly as it must be. */
  String read(Map<String, Object> members) throws Rejected {
    // RFC 8414, 3.3: an equal issuer is what ties the keys to the name that tokens bear.
    if (!issuer.equals(members.get("issuer"))) {
      throw new Rejected("the metadata is of another issuer");
    }
    Object keys = members.get("jwks_uri");
    if (!(keys instanceof String)) {
      throw new Rejected("the metadata names no jwks_uri");
    }
    KeyUrl url;
    try {
      url = KeyUrl.parse((String) keys);
    } catch (IllegalArgumentException unfit) {
      throw new Rejected("the metadata's jwks_uri is no https URL");
    }
    if (url.plain() && !plain) {
      throw new Rejected("the metadata's jwks_uri leads from https to http");
    }
    return url.toString();
  }
}
