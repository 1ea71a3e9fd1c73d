package io.bartizan.policy;

/**
 * Whose accounts the users of adopted sessions log in with ({@code sessions.issuer}): what that
 * issuer tells of an account, it tells of the sessions as well.
 */
public final class SessionAccounts {

  /** What of an account is the name that its user logs in by. */
  public enum UserName {
    /** Its subject ({@code sub}). */
    SUB("sub"),
    /** Its e-mail address (RFC 9493, 3.2.2). */
    EMAIL("email"),
    /** What an {@code acct} URI names it by (RFC 9493, 3.2.1; RFC 7565). */
    ACCOUNT("account");

    private final String word;

    UserName(String word) {
      this.word = word;
    }

    /** How a policy writes it, and a subject identifier its format. */
    public String word() {
      return word;
    }
  }

  private final String issuer;
  private final UserName userName;

  /** A value with every part given. */
  public SessionAccounts(String issuer, UserName userName) {
    this.issuer = issuer;
    this.userName = userName;
  }

  /** The issuer. */
  public String issuer() {
    return issuer;
  }

  /** What of an account is its user's name. */
  public UserName userName() {
    return userName;
  }

  /**
   * A user's name as it is compared: whoever logs in with it in other letters is the same to most
   * directories, and must not escape by that.
   */
  public static String folded(String name) {
    return Folding.fold(name);
  }
}
