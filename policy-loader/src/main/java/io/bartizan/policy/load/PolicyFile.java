package io.bartizan.policy.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a policy file, from a file that nobody else may change: what may be written by
 * others would let them write their own access.
 */
final class PolicyFile {

  /** A policy of 10,000 rules has about this; a larger file is no policy. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private PolicyFile() {}

  static byte[] read(Path file) throws PolicyException {
    return read(file, "policy file");
  }

  /**
   * The same of another file that decides about access.
   *
   * @param what how messages call it
   */
  static byte[] read(Path file, String what) throws PolicyException {
    try {
      guarded(file, what);
      byte[] bytes = bounded(file, what);
      guarded(file, what);
      return bytes;
    } catch (NoSuchFileException missing) {
      throw problem(file, Code.BZ1001, "there is no such " + what, "create it, or mend the path");
    } catch (AccessDeniedException denied) {
      throw problem(
          file, Code.BZ1002, "the " + what + " may not be read", "let the server's user read it");
    } catch (IOException failed) {
      throw problem(file, Code.BZ1002, "the " + what + " can't be read: " + failed, null);
    }
  }

  private static byte[] bounded(Path file, String what) throws IOException, PolicyException {
    byte[] bytes = new byte[MAX_BYTES + 1];
    int length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = 0; n >= 0 && length < bytes.length; length += Math.max(n, 0)) {
        n = in.read(bytes, length, bytes.length - length);
      }
    }
    if (length > MAX_BYTES) {
      throw problem(
          file, Code.BZ1018, "the " + what + " is larger than " + MAX_BYTES + " bytes", null);
    }
    return java.util.Arrays.copyOf(bytes, length);
  }

  /** Only root or the process's user may own it, nobody else may write it. */
  private static void guarded(Path file, String what) throws IOException, PolicyException {
    if (Files.isDirectory(file)) {
      throw problem(file, Code.BZ1002, "this is a folder", "name the file in it");
    }
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw problem(file, Code.BZ1017, "others may write the " + what, "run: chmod go-w " + file);
    }
    String owner = attributes.owner().getName();
    String user = System.getProperty("user.name");
    if (!owner.equals("root") && !owner.equals("0") && !owner.equals(user) && !ownedByUs(file)) {
      throw problem(
          file,
          Code.BZ1017,
          "the " + what + " belongs to '" + owner + "'",
          "only root or the server's user (" + user + ") may own it: run chown");
    }
  }

  /** Whether the numeric owner is this process's, where names don't tell (containers). */
  private static boolean ownedByUs(Path file) {
    try {
      Path self = file.getFileSystem().getPath("/proc/self");
      return Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(self, "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
      return false;
    }
  }

  private static PolicyException problem(
      Path file, Code code, String message, @Nullable String hint) {
    return new PolicyException(new Problem(code, file.toString(), 0, 0, message, hint));
  }
}
