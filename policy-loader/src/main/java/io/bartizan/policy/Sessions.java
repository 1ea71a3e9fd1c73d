package io.bartizan.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the logins that an application keeps in its sessions are adopted ({@code sessions}). */
public final class Sessions {

  /** Who has put a login into a session. */
  public enum Login {
    /** The container's own authentication: forms, Basic, JAAS. */
    CONTAINER("container"),
    /** Spring Security, by its context in an attribute. */
    SPRING_SECURITY("springSecurity");

    private final String word;

    Login(String word) {
      this.word = word;
    }

    /** How a policy writes it. */
    public String word() {
      return word;
    }
  }

  /** What a session is bound to when its login is first seen. */
  public enum Bond {
    /** The client's network. */
    NETWORK("network"),
    /** What the client's software says of itself. */
    DEVICE("device");

    private final String word;

    Bond(String word) {
      this.word = word;
    }

    /** How a policy writes it. */
    public String word() {
      return word;
    }
  }

  private final Set<Login> adopted;
  private final Set<Bond> bonds;
  private final boolean endsElsewhere;
  private final long idleSeconds;
  private final long maxSeconds;
  private final int ipv4Prefix;
  private final int ipv6Prefix;
  private final @Nullable SessionAccounts accounts;

  private Sessions(Builder builder) {
    this.adopted = Collections.unmodifiableSet(copy(builder.adopted, Login.class));
    this.bonds = Collections.unmodifiableSet(copy(builder.bonds, Bond.class));
    this.endsElsewhere = builder.endsElsewhere;
    this.idleSeconds = builder.idleSeconds;
    this.maxSeconds = builder.maxSeconds;
    this.ipv4Prefix = builder.ipv4Prefix;
    this.ipv6Prefix = builder.ipv6Prefix;
    this.accounts = builder.accounts;
  }

  private static <E extends Enum<E>> Set<E> copy(Set<E> words, Class<E> type) {
    Set<E> copy = EnumSet.noneOf(type);
    copy.addAll(words);
    return copy;
  }

  /** Whose logins count; never empty. */
  public Set<Login> adopted() {
    return adopted;
  }

  /** What sessions are bound to; may be empty. */
  public Set<Bond> bonds() {
    return bonds;
  }

  /**
   * Whether a session that is used from elsewhere ends. If not, the request goes on without it, so
   * that whoever sends it has to log in.
   */
  public boolean endsElsewhere() {
    return endsElsewhere;
  }

  /** So long a session may be unused. */
  public long idleSeconds() {
    return idleSeconds;
  }

  /** So long a session may be used since its login was first seen; a day at most. */
  public long maxSeconds() {
    return maxSeconds;
  }

  /** How many bits of an address are its network. */
  public int prefix(boolean ipv4) {
    return ipv4 ? ipv4Prefix : ipv6Prefix;
  }

  /** Whose accounts their users have; null if nobody tells of them. */
  public @Nullable SessionAccounts accounts() {
    return accounts;
  }

  /** Sessions in the making. */
  public static final class Builder {
    private final Set<Login> adopted;
    private Set<Bond> bonds = EnumSet.allOf(Bond.class);
    private boolean endsElsewhere;
    private long idleSeconds = 30 * 60;
    private long maxSeconds = 12 * 60 * 60;
    private int ipv4Prefix = 24;
    private int ipv6Prefix = 48;
    private @Nullable SessionAccounts accounts;

    /** See {@link Sessions#adopted}. */
    public Builder(Set<Login> adopted) {
      this.adopted = adopted;
    }

    /** See {@link Sessions#bonds}. */
    public Builder bonds(Set<Bond> to) {
      this.bonds = to;
      return this;
    }

    /** See {@link Sessions#endsElsewhere}. */
    public Builder endsElsewhere(boolean ends) {
      this.endsElsewhere = ends;
      return this;
    }

    /** See {@link Sessions#idleSeconds} and {@link Sessions#maxSeconds}. */
    public Builder seconds(long idle, long max) {
      this.idleSeconds = idle;
      this.maxSeconds = max;
      return this;
    }

    /** See {@link Sessions#prefix}. */
    public Builder prefixes(int ipv4, int ipv6) {
      this.ipv4Prefix = ipv4;
      this.ipv6Prefix = ipv6;
      return this;
    }

    /** See {@link Sessions#accounts}. */
    public Builder accounts(@Nullable SessionAccounts of) {
      this.accounts = of;
      return this;
    }

    /** The sessions. */
    public Sessions build() {
      return new Sessions(this);
    }
  }
}
