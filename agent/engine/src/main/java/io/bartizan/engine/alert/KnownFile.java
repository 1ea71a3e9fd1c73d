package io.bartizan.engine.alert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrators that are known, on disk: salted hashes and days, no names. For one thread, and
 * none that decides. A file that is away or broken makes everybody new, which rings: it never hides
 * anybody.
 */
final class KnownFile {

  private static final String FIRST = "bartizan administrators 1 ";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) ([0-9]{1,6})");
  private static final int OCTETS = 16;

  /** Longer than {@link Administrators#MAX} lines. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A folder that may not be written is tried so often. */
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(KnownFile.class);

  /** By hash, the day on which each was seen last, since the epoch; the longest not noted first. */
  private final Map<String, Long> days = new LinkedHashMap<>(64, 0.75f, true);

  private @Nullable Path file;
  private String salt = "";
  private boolean unsaved;
  private boolean failing;
  private long nextNanos = System.nanoTime();

  /**
   * Notes that somebody was seen.
   *
   * @param in the file; null if nobody stays known
   * @return whether it was noted there before, and not too long ago
   */
  boolean note(@Nullable Path in, String issuer, String id, String role, long millis) {
    if (in == null) {
      return false;
    }
    if (!in.equals(file)) {
      open(in);
    }
    String who = hash(issuer + '\n' + id + '\n' + role);
    long today = TimeUnit.MILLISECONDS.toDays(millis);
    Long before = days.put(who, today);
    unsaved |= before == null || before != today;
    if (days.size() > Administrators.MAX) {
      Iterator<String> eldest = days.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return before != null
        && today - before < TimeUnit.MILLISECONDS.toDays(Administrators.FORGET_MILLIS);
  }

  private void open(Path in) {
    file = in;
    days.clear();
    byte[] random = new byte[OCTETS];
    new SecureRandom().nextBytes(random);
    salt = hex(random);
    try {
      read(in);
    } catch (NoSuchFileException none) {
      // The first start, and nobody is known.
      days.clear();
    } catch (IOException unreadable) {
      days.clear();
      LOG.warn("{} can't be read: every administrator is new: {}", in, unreadable.toString());
    }
  }

  private void read(Path in) throws IOException {
    if (Files.size(in) > MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(in, StandardCharsets.US_ASCII));
    String first = lines.isEmpty() ? "" : lines.remove(0);
    if (!first.matches(FIRST + "[0-9a-f]{32}")) {
      throw new IOException("it is no list of administrators");
    }
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IOException("it has a line that is none");
      }
      days.put(String.valueOf(parts.group(1)), Long.parseLong(String.valueOf(parts.group(2))));
    }
    salt = first.substring(FIRST.length());
  }

  /** Writes what is not written yet, if that is due. */
  void look(long nanos) {
    Path to = file;
    if (!unsaved || to == null || nanos - nextNanos < 0) {
      return;
    }
    try {
      write(to);
      unsaved = false;
      failing = false;
      nextNanos = nanos + SAVE_NANOS;
    } catch (IOException | RuntimeException unwritten) {
      nextNanos = nanos + RETRY_NANOS;
      if (!failing) {
        failing = true;
        LOG.warn(
            "{} can't be written: after a restart administrators are new again: {}",
            to,
            unwritten.toString());
      }
    }
  }

  /** The whole of it, or what was there before. */
  private void write(Path to) throws IOException {
    StringBuilder text = new StringBuilder(FIRST).append(salt).append('\n');
    days.forEach((who, day) -> text.append(who).append(' ').append(day).append('\n'));
    Path folder = to.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, ".administrators-", ".part");
    try {
      Files.write(draft, text.toString().getBytes(StandardCharsets.US_ASCII));
      Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private String hash(String who) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.US_ASCII));
      byte[] all = digest.digest(who.getBytes(StandardCharsets.UTF_8));
      return hex(java.util.Arrays.copyOf(all, OCTETS));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String hex(byte[] octets) {
    StringBuilder hex = new StringBuilder(2 * octets.length);
    for (byte octet : octets) {
      hex.append(Character.forDigit(octet >> 4 & 0xf, 16))
          .append(Character.forDigit(octet & 0xf, 16));
    }
    return hex.toString();
  }
}
