package io.bartizan.cli;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.engine.identity.NewApiKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}. */
@Command(
    name = "keys",
    description = {
      "Make the keys of a sealed audit trail, or an API key.",
      "seal: what a server signs its trail with. auditor: what the records are encrypted to.",
      "api: what a client sends; only its hash is kept."
    })
final class KeysCommand implements Callable<Integer> {

  /** What is good for longer is forgotten. */
  private static final int MAX_DAYS = 3650;

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "seal|auditor|api", description = "what the key is for")
  private String use = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "the private key; the public one goes beside it, as NAME.pub.jwk. api: the list of"
              + " hashes that the key is added to")
  private String file = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "seal: ed25519 (the server needs Java 15) or es256; auditor: ec or rsa. Left out:"
              + " ed25519 where this Java has it, and ec.")
  private @Nullable String kind;

  @Option(names = "--principal", paramLabel = "NAME", description = "api: whose key it is")
  private @Nullable String principal;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "api: a role that the key has; may stand several times")
  private List<String> roles = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "api: after how many days it expires. Left out: 365.")
  private int days = 365;

  KeysCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Path path = Paths.get(file).toAbsolutePath();
    try {
      switch (use) {
        case "seal":
          seal(path);
          return Exit.OK;
        case "auditor":
          auditor(path);
          return Exit.OK;
        case "api":
          api(path);
          return Exit.OK;
        default:
          throw usage(
              "'" + use + "' is no use of a key",
              "write: keys seal FILE, keys auditor FILE, or keys api FILE --principal NAME");
      }
    } catch (FileAlreadyExistsException there) {
      throw new Failure(
          Exit.USAGE,
          "BZ5002",
          there.getFile(),
          "there is a file already",
          use.equals("api")
              ? "another command is writing the list, or has left that file behind: remove it then"
              : "a key that seals a log is not to be lost: name another file, or move that one"
                  + " away");
    } catch (SealException | IOException failed) {
      throw new Failure(
          Exit.USAGE, "BZ5002", path.toString(), "no key could be made: " + failed, null);
    }
  }

  private void seal(Path path) throws IOException, SealException {
    SealAlgorithm algorithm = SealAlgorithm.best();
    if (kind != null) {
      switch (kind.toLowerCase(Locale.ROOT)) {
        case "ed25519":
          algorithm = SealAlgorithm.ED25519;
          break;
        case "es256":
          algorithm = SealAlgorithm.ES256;
          break;
        default:
          throw usage("a seal key can't be '" + kind + "'", "it is ed25519 or es256");
      }
    }
    Anchor anchor = SealKeys.seal(path, algorithm);
    told(path, "the server's alone", anchor.log());
    shell.out().println("  audit: {seal: {key: " + path + "}}");
  }

  private void auditor(Path path) throws IOException, SealException {
    boolean rsa = "rsa".equalsIgnoreCase(kind);
    if (kind != null && !rsa && !"ec".equalsIgnoreCase(kind)) {
      throw usage("an auditor's key can't be '" + kind + "'", "it is ec or rsa");
    }
    told(path, "the auditor's alone, never on the server", SealKeys.auditor(path, rsa));
  }

  private void api(Path path) throws IOException {
    if (principal == null || principal.trim().isEmpty()) {
      throw usage("nobody is named whose key it is", "write: --principal NAME");
    }
    if (days < 1 || days > MAX_DAYS) {
      throw usage("a key can't expire after " + days + " days", "write 1 to " + MAX_DAYS);
    }
    NewApiKey key =
        NewApiKey.add(path, principal, roles, Instant.now().plus(days, ChronoUnit.DAYS));
    shell.out().println("API key  " + key.text() + "  (shown once; give it to its owner)");
    shell.out().println("expires  " + key.expires());
    shell.out().println("listed   " + path + "  (its hash)");
  }

  private void told(Path path, String whose, String thumbprint) {
    shell.out().println("private key  " + path + "  (" + whose + ")");
    shell.out().println("public key   " + SealKeys.publicFile(path));
    shell.out().println("thumbprint   " + thumbprint);
  }

  private static Failure usage(String message, String hint) {
    return new Failure(Exit.USAGE, "BZ5002", null, message, hint);
  }
}
