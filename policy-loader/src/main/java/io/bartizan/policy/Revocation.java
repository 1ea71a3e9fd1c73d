package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How tokens are taken back before they expire ({@code identity.revocation}). */
public final class Revocation {

  /** Some 12 MiB when full. */
  public static final int DEFAULT_MAX_ENTRIES = 100_000;

  /** By nothing. */
  public static final Revocation NONE =
      new Revocation(null, null, null, DEFAULT_MAX_ENTRIES, Collections.emptyList());

  private final @Nullable String file;
  private final @Nullable String journal;
  private final @Nullable Listen listen;
  private final int maxEntries;
  private final List<RevocationSource> sources;
  private final @Nullable Tls tls;

  /** A value without TLS. */
  public Revocation(
      @Nullable String file,
      @Nullable String journal,
      @Nullable Listen listen,
      int maxEntries,
      List<RevocationSource> sources) {
    this(file, journal, listen, maxEntries, sources, null);
  }

  /** A value with every part given. */
  public Revocation(
      @Nullable String file,
      @Nullable String journal,
      @Nullable Listen listen,
      int maxEntries,
      List<RevocationSource> sources,
      @Nullable Tls tls) {
    this.tls = tls;
    this.file = file;
    this.journal = journal;
    this.listen = listen;
    this.maxEntries = maxEntries;
    this.sources = Collections.unmodifiableList(new ArrayList<>(sources));
  }

  /** The absolute path of the file that lists what is revoked; null if there is none. */
  public @Nullable String file() {
    return file;
  }

  /**
   * The absolute path of the file that keeps what was sent or fetched over a restart; null if it is
   * kept in memory only.
   */
  public @Nullable String journal() {
    return journal;
  }

  /** Where the agent listens for what is sent to it; null if nothing is. */
  public @Nullable Listen listen() {
    return listen;
  }

  /** How it is talked over there; null if without TLS. */
  public @Nullable Tls tls() {
    return tls;
  }

  /** How many revocations that were sent or fetched are kept. */
  public int maxEntries() {
    return maxEntries;
  }

  /** Who tells of logouts and security events; may be empty. */
  public List<RevocationSource> sources() {
    return sources;
  }

  /** The files of a server that talks over TLS. */
  public static final class Tls {
    private final String certificate;
    private final String key;
    private final @Nullable String trust;

    /** A value with every part given, all of them absolute paths. */
    public Tls(String certificate, String key, @Nullable String trust) {
      this.certificate = certificate;
      this.key = key;
      this.trust = trust;
    }

    /** The server's certificate and its chain, in PEM. */
    public String certificate() {
      return certificate;
    }

    /** Its private key, in PEM. */
    public String key() {
      return key;
    }

    /**
     * The certificates, in PEM, of the authorities that those of all who connect must come from;
     * null if nobody has to show one.
     */
    public @Nullable String trust() {
      return trust;
    }
  }

  /** An address of this machine and a port. */
  public static final class Listen {
    private final String address;
    private final int port;

    /**
     * A value with both parts given.
     *
     * @param address numeric
     */
    public Listen(String address, int port) {
      this.address = address;
      this.port = port;
    }

    /** The numeric address. */
    public String address() {
      return address;
    }

    /** The port, 1 to 65535. */
    public int port() {
      return port;
    }

    @Override
    public String toString() {
      return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
  }
}
