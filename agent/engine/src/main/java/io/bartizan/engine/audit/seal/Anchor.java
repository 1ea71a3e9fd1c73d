package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor trusts from the beginning: the public key of a log's first segment, or that of a
 * later one that an earlier verification has led to.
 */
public final class Anchor {

  private static final String OURS = "bartizan";

  private final SealPublicKey key;
  private final String log;
  private final long segment;

  Anchor(SealPublicKey key, String log, long segment) {
    this.key = key;
    this.log = log;
    this.segment = segment;
  }

  static Anchor first(SealPublicKey key) {
    return new Anchor(key, key.thumbprint(), 0);
  }

  /**
   * Reads one from a file.
   *
   * @throws SealException if there is none in it
   */
  public static Anchor read(Path file) throws IOException, SealException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(KeyFile.read(file));
      SealPublicKey key = SealPublicKey.of(JWK.parse(members));
      Map<String, Object> ours = JSONObjectUtils.getJSONObject(members, OURS);
      String log = ours == null ? null : JSONObjectUtils.getString(ours, "log");
      return ours == null || log == null
          ? first(key)
          : new Anchor(key, log, JSONObjectUtils.getLong(ours, "segment"));
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new SealException("it is no JWK: " + malformed.getMessage(), malformed);
    }
  }

  /** As a file: the public JWK, and which segment it begins with. */
  public String json() {
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("log", log);
    ours.put("segment", segment);
    Map<String, Object> members = new LinkedHashMap<>(key.jwk().toJSONObject());
    members.put("use", "sig");
    members.put("kid", key.thumbprint());
    members.put(OURS, ours);
    return JSONObjectUtils.toJSONString(members) + "\n";
  }

  /** The key. */
  public SealPublicKey key() {
    return key;
  }

  /** The log's name: the thumbprint of its first key. */
  public String log() {
    return log;
  }

  /** The segment that the key is for, from 0. */
  public long segment() {
    return segment;
  }

  static @Nullable Anchor after(@Nullable Checkpoint end) {
    SealPublicKey next = end == null ? null : end.next();
    return end == null || next == null ? null : new Anchor(next, end.log(), end.segment() + 1);
  }
}
