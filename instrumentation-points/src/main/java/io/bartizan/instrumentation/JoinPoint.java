package io.bartizan.instrumentation;

import org.jspecify.annotations.Nullable;

/**
 * One woven method, declared as a sentence: in this type, this method, this advice, this adapter.
 *
 * <p>Types are matched by exact name. Only a portable guard is matched by signature: whatever
 * declares such a method is woven, and no class hierarchy is walked for it.
 */
public final class JoinPoint {

  private final String name;
  private final @Nullable String type;
  private final String method;
  private final String descriptor;
  private final String advice;
  private final String adapter;
  private final String anchor;
  private final @Nullable String server;
  private final @Nullable String witness;
  private final boolean optional;
  private final @Nullable String foreign;
  private final Renaming renaming;
  private final @Nullable JoinPoint origin;

  private JoinPoint(Builder from) {
    this.name = from.name;
    this.type = from.type;
    this.method = from.method;
    this.descriptor = from.descriptor;
    this.advice = from.advice;
    this.adapter = from.adapter;
    this.anchor = from.anchor;
    this.server = from.server;
    this.witness = from.witness;
    this.optional = from.optional;
    this.foreign = from.foreign;
    this.renaming = Renaming.NONE;
    this.origin = null;
  }

  private JoinPoint(JoinPoint known, Renaming renaming) {
    this.name = known.name;
    this.type = known.type == null ? null : renaming.apply(known.type);
    this.method = known.method;
    this.descriptor = renaming.descriptor(known.descriptor);
    this.advice = known.advice;
    this.adapter = known.adapter;
    this.anchor = renaming.apply(known.anchor);
    this.server = known.server;
    this.witness = known.witness == null ? null : renaming.apply(known.witness);
    this.optional = known.optional;
    this.foreign = known.foreign;
    this.renaming = renaming;
    this.origin = known;
  }

  /** The same in a server whose packages were renamed. */
  public JoinPoint under(Renaming other) {
    return other.none() ? known() : new JoinPoint(known(), other);
  }

  /** The same under the names that it is known by. */
  public JoinPoint known() {
    return origin == null ? this : origin;
  }

  /** Where the packages of the server went that it is in. */
  public Renaming renaming() {
    return renaming;
  }

  /**
   * Begins the declaration of a method of one exact type.
   *
   * @param name what advice passes to the gate
   */
  public static Builder in(String type, String name) {
    return new Builder(name, type, type);
  }

  /**
   * Begins the declaration of a method that is woven wherever it is declared.
   *
   * @param name what advice passes to the gate; its first part, up to the dot, is the namespace
   * @param anchor the interface that the method's first argument implements
   */
  public static Builder anywhere(String name, String anchor) {
    return new Builder(name, null, anchor);
  }

  /** The server that a choke point belongs to; null for other join points. */
  public @Nullable String server() {
    return server;
  }

  /** Whether requests are decided here, so that each body let run is one request that entered. */
  public boolean decides() {
    return name.endsWith(".request");
  }

  /** Whether a type of this name may lack the method: other versions have another one instead. */
  public boolean optional() {
    return optional;
  }

  /**
   * A part of another server's class names, with slashes: where a class file of this type's name
   * has it, the class is that server's, which took the name over, and the join point is elsewhere.
   * Null where there is no such server.
   */
  public @Nullable String foreign() {
    return foreign;
  }

  /** The class or interface of the container that the adapter hangs on. */
  public String anchor() {
    return anchor;
  }

  /**
   * A class of the container whose supertypes tell which namespace it is built on; null where the
   * join point's own name tells it, or the container has only one.
   */
  public @Nullable String namespaceWitness() {
    return witness;
  }

  /** The name that advice passes to the gate; a portable guard's begins with its namespace. */
  public String name() {
    return name;
  }

  /** The exact type; null where any type that declares the method is meant. */
  public @Nullable String type() {
    return type;
  }

  /** The method's name. */
  public String method() {
    return method;
  }

  /** The method's descriptor (JVMS 4.3.3). */
  public String descriptor() {
    return descriptor;
  }

  /** The advice's class name; empty where nothing is woven. */
  public String advice() {
    return advice;
  }

  /** Whether a method is woven for it; otherwise other adapters of its world come by it. */
  public boolean woven() {
    return !advice.isEmpty();
  }

  /** The adapter's class name. */
  public String adapter() {
    return adapter;
  }

  /** A declaration that is being made. */
  public static final class Builder {
    private final String name;
    private final @Nullable String type;
    private String anchor;
    private String method = "";
    private String descriptor = "";
    private String advice = "";
    private String adapter = "";
    private @Nullable String server;
    private @Nullable String witness;
    private boolean optional;
    private @Nullable String foreign;

    private Builder(String name, @Nullable String type, String anchor) {
      this.name = name;
      this.type = type;
      this.anchor = anchor;
    }

    /** The woven method and its descriptor (JVMS 4.3.3). */
    public Builder method(String value, String itsDescriptor) {
      this.method = value;
      this.descriptor = itsDescriptor;
      return this;
    }

    /** It is the choke point of this server. */
    public Builder chokePointOf(String value) {
      this.server = value;
      return this;
    }

    /** See {@link JoinPoint#anchor()}; the type itself where nothing else is said. */
    public Builder anchoredAt(String value) {
      this.anchor = value;
      return this;
    }

    /** See {@link JoinPoint#namespaceWitness()}. */
    public Builder namespaceOf(String value) {
      this.witness = value;
      return this;
    }

    /** See {@link JoinPoint#optional()}. */
    public Builder ifPresent() {
      this.optional = true;
      return this;
    }

    /** See {@link JoinPoint#foreign()}. */
    public Builder unlessNaming(String value) {
      this.foreign = value;
      return this;
    }

    /**
     * Ends the declaration.
     *
     * @param itsAdvice class name of the advice
     * @param itsAdapter class name of the adapter
     */
    public JoinPoint to(String itsAdvice, String itsAdapter) {
      this.advice = itsAdvice;
      this.adapter = itsAdapter;
      return new JoinPoint(this);
    }

    /**
     * Ends the declaration of a point that no method is woven for: what an adapter has put into the
     * server comes by it, through the gate like woven code.
     *
     * @param itsAdapter class name of the adapter
     */
    public JoinPoint calledBy(String itsAdapter) {
      return to("", itsAdapter);
    }
  }
}
