package io.bartizan.engine.audit.seal;

/** A file that the key at hand can't go on with. */
public final class ForeignLogException extends SealException {

  private static final long serialVersionUID = 1L;

  ForeignLogException(String message) {
    super(message);
  }
}
