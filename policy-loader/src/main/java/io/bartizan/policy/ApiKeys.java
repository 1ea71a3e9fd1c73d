package io.bartizan.policy;

/** Where API keys stand in requests, and where those that count are listed ({@code apiKeys}). */
public final class ApiKeys {

  /** What most services call it. */
  public static final String DEFAULT_HEADER = "X-API-Key";

  private final String file;
  private final String header;

  /**
   * A value with every part given.
   *
   * @param file an absolute path
   */
  public ApiKeys(String file, String header) {
    this.file = file;
    this.header = header;
  }

  /** The absolute path of the file that lists the hashes of the keys, and whose they are. */
  public String file() {
    return file;
  }

  /** The request header whose whole value is a key. */
  public String header() {
    return header;
  }
}
