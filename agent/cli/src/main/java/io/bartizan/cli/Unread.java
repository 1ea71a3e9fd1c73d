package io.bartizan.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words. */
final class Unread {

  private Unread() {}

  /** The reason; what nobody has a word for is told as it came. */
  static String why(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failed instanceof AccessDeniedException) {
      return "access is denied";
    }
    return failed.toString();
  }
}
