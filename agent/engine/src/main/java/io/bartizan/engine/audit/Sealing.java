package io.bartizan.engine.audit;

import io.bartizan.engine.audit.seal.ForeignLogException;
import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.SealedLog;
import io.bartizan.engine.webhook.WebhookException;
import io.bartizan.policy.Seal;
import java.io.IOException;
import java.nio.file.Path;

/** Opens sealed files, and says what is wrong where one can't be opened. */
final class Sealing {

  private Sealing() {}

  /**
   * Opens a sealed file.
   *
   * @param rotator of this very file
   * @param checkpoints closed if it can't be opened
   * @throws AuditException if a key can't be used, or the file is not that key's
   * @throws IOException if the file itself can't be written
   */
  static Sink open(Path file, Seal seal, Rotator rotator, Checkpoints checkpoints)
      throws IOException, AuditException {
    boolean ready = false;
    try {
      key(seal);
      auditors(seal);
      Sink sink = sealed(file, seal, rotator, checkpoints);
      ready = true;
      return sink;
    } finally {
      if (!ready) {
        checkpoints.close();
      }
    }
  }

  /**
   * Where checkpoints go.
   *
   * @throws AuditException if they can't be sent there
   */
  static Checkpoints checkpoints(Seal seal) throws AuditException {
    try {
      return new Checkpoints(seal);
    } catch (WebhookException unusable) {
      throw new AuditException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  private static Sink sealed(Path file, Seal seal, Rotator rotator, Checkpoints checkpoints)
      throws IOException, AuditException {
    FileSink plain = new FileSink(file, AuditFile::open, rotator);
    boolean ready = false;
    try {
      Sink sink = new SealedSink(plain, seal, checkpoints);
      ready = true;
      return sink;
    } catch (ForeignLogException foreign) {
      throw new AuditException(
          "error BZ3005: the audit file "
              + file
              + " can't be gone on with: "
              + foreign.reason()
              + "\n"
              + "  hint: move it away; a sealed trail begins in a file of its own",
          foreign);
    } catch (SealException unusable) {
      throw badKey(seal, unusable.reason(), unusable);
    } catch (NoFileException device) {
      throw device;
    } catch (IOException unwritable) {
      throw badKey(seal, "it can't be replaced: " + unwritable, unwritable);
    } finally {
      if (!ready) {
        plain.close();
      }
    }
  }

  private static void key(Seal seal) throws AuditException {
    try {
      SealedLog.check(seal.key());
    } catch (SealException unusable) {
      throw badKey(seal, unusable.reason(), unusable);
    } catch (IOException unreadable) {
      throw badKey(seal, "it can't be read: " + unreadable, unreadable);
    }
  }

  private static AuditException badKey(Seal seal, String why, Exception cause) {
    return new AuditException(
        "error BZ3003: the seal key "
            + seal.key()
            + " can't be used: "
            + why
            + "\n"
            + "  hint: make one with 'java -jar bartizan.jar keys seal "
            + seal.key()
            + "', in a folder"
            + " where the server's user may write: the key is replaced while the trail is written",
        cause);
  }

  private static void auditors(Seal seal) throws AuditException {
    Path file = seal.encryptTo();
    if (file == null) {
      return;
    }
    try {
      SealedLog.checkAuditors(file);
    } catch (SealException | IOException unusable) {
      throw new AuditException(
          "error BZ3004: the auditor's key "
              + file
              + " can't be used: "
              + (unusable instanceof SealException ? ((SealException) unusable).reason() : unusable)
              + "\n"
              + "  hint: make a pair with 'java -jar bartizan.jar keys auditor FILE', elsewhere,"
              + " and copy the public file here",
          unusable);
    }
  }
}
