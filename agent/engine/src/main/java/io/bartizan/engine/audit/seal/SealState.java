package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the seal key's file holds: the key of one segment, and how far that segment is known to have
 * come. A file that only holds a key stands for the first segment of a new log.
 */
final class SealState {

  private static final String OURS = "bartizan";

  final SealKey key;
  final String log;
  final long segment;

  /** The last checkpoint of the segment before; null in the first. */
  final @Nullable Checkpoint after;

  /** So many lines of the segment were surely written; 0 if perhaps none was. */
  final long size;

  /** The root of the tree over those. */
  final byte[] root;

  SealState(
      SealKey key, String log, long segment, @Nullable Checkpoint after, long size, byte[] root) {
    this.key = key;
    this.log = log;
    this.segment = segment;
    this.after = after;
    this.size = size;
    this.root = root;
  }

  /** That of a new log. */
  static SealState first(SealKey key) {
    return new SealState(key, key.publicKey().thumbprint(), 0, null, 0, new Digests().nothing());
  }

  /** The same segment, of which so much is written. */
  SealState begun(long lines, byte[] rootOfThem) {
    return new SealState(key, log, segment, after, lines, rootOfThem);
  }

  /** The segment after this one. */
  SealState next(SealKey nextKey, Checkpoint end) {
    return new SealState(nextKey, log, segment + 1, end, 0, new Digests().nothing());
  }

  String json() {
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("log", log);
    ours.put("segment", segment);
    ours.put("size", size);
    ours.put("root", StrictBase64.standard(root));
    if (after != null) {
      ours.put("after", after.note());
    }
    Map<String, Object> members = new LinkedHashMap<>(key.jwk().toJSONObject());
    members.put("use", "sig");
    members.put(OURS, ours);
    return JSONObjectUtils.toJSONString(members) + "\n";
  }

  static SealState parse(String json) throws SealException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(json);
      SealKey key = SealKey.of(JWK.parse(members));
      Map<String, Object> ours = JSONObjectUtils.getJSONObject(members, OURS);
      if (ours == null) {
        return first(key);
      }
      String after = JSONObjectUtils.getString(ours, "after");
      SealState state =
          new SealState(
              key,
              text(ours, "log"),
              JSONObjectUtils.getLong(ours, "segment"),
              after == null ? null : Checkpoint.parse(after),
              JSONObjectUtils.getLong(ours, "size"),
              StrictBase64.standard(text(ours, "root")));
      if (state.segment > 0 != (state.after != null)) {
        throw new SealException("the member 'bartizan' was changed by hand");
      }
      return state;
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new SealException("it is no JWK: " + malformed.getMessage(), malformed);
    }
  }

  private static String text(Map<String, Object> members, String name)
      throws ParseException, SealException {
    String text = JSONObjectUtils.getString(members, name);
    if (text == null) {
      throw new SealException("the member 'bartizan' lacks '" + name + "'");
    }
    return text;
  }
}
