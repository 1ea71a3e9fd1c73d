package io.bartizan.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to a value: attributes, variables, members, indexes. */
final class Access {

  private Access() {}

  /** An attribute of the request. */
  static final class Named extends Code {
    private final int index;
    private final Failure absent;

    Named(Schema.Declared declared) {
      this.index = declared.index;
      this.absent = Failure.absent(declared.name);
    }

    @Override
    Object run(Attributes at) {
      Object value = at.get(index);
      return value == null ? absent : value;
    }
  }

  /** A variable of the path: of the rule's pattern, or of the handler's route. */
  static final class PathVariable extends Code {
    private final String name;
    private final boolean route;
    private final Failure absent;

    PathVariable(String name, boolean route) {
      this.name = name;
      this.route = route;
      this.absent = Failure.absent("path." + name);
    }

    @Override
    Object run(Attributes at) {
      Object value = route ? at.routeVariable(name) : at.pathVariable(name);
      return value == null ? absent : value;
    }
  }

  /** A variable of {@code all}, {@code map} and their kin. */
  static final class Local extends Code {
    private final int index;

    Local(int index) {
      this.index = index;
    }

    @Override
    Object run(Attributes at) {
      return at.local(index);
    }
  }

  /** {@code a.name}. */
  static final class Member extends Code {
    private final Code target;
    private final String name;
    private final Failure absent;

    Member(Code target, String name) {
      this.target = target;
      this.name = name;
      this.absent = Failure.absent(name);
    }

    @Override
    Object run(Attributes at) {
      Object value = at(target.run(at), name);
      return value == null ? absent : value;
    }
  }

  /** {@code has(a.name)}. */
  static final class Has extends Code {
    private final Code target;
    private final String name;

    Has(Code target, String name) {
      this.target = target;
      this.name = name;
    }

    @Override
    Object run(Attributes at) {
      return presence(at(target.run(at), name));
    }
  }

  /** {@code has} of an attribute or a variable of the path. */
  static final class HasValue extends Code {
    private final Code value;

    HasValue(Code value) {
      this.value = value;
    }

    @Override
    Object run(Attributes at) {
      Object found = value.run(at);
      boolean absent = found instanceof Failure && ((Failure) found).kind == Failure.Kind.ABSENT;
      return presence(absent ? null : found);
    }
  }

  private static Object presence(@Nullable Object value) {
    return value instanceof Failure ? value : (Object) (value != null);
  }

  /** The member of a map or lookup; null if there is none. */
  private static @Nullable Object at(Object target, String name) {
    if (target instanceof MapValue) {
      return ((MapValue) target).find(name);
    }
    if (target instanceof Lookup) {
      return ((Lookup) target).find(name);
    }
    return target instanceof Failure ? target : Failure.NO_OVERLOAD;
  }

  /** {@code a[i]}. */
  static Object index(Object target, Object index) {
    if (target instanceof MapValue) {
      Object value = ((MapValue) target).find(index);
      return value == null ? missing(index) : value;
    }
    if (target instanceof Lookup && index instanceof String) {
      Object value = ((Lookup) target).find((String) index);
      return value == null ? missing(index) : value;
    }
    if (target instanceof List) {
      long place = place(index);
      List<?> list = (List<?>) target;
      return place < 0 || place >= list.size()
          ? place == -2 ? Failure.NO_OVERLOAD : Failure.fault("index out of bounds")
          : list.get((int) place);
    }
    return Failure.NO_OVERLOAD;
  }

  private static Failure missing(Object key) {
    String text = String.valueOf(key);
    return Failure.absent(text.length() > 64 ? text.substring(0, 64) : text);
  }

  /** An index as a whole number; -1 if it can't be in any list, -2 if it is no index. */
  private static long place(Object index) {
    if (index instanceof Long) {
      return Math.max(-1, (Long) index);
    }
    if (index instanceof Unsigned) {
      return Math.max(-1, ((Unsigned) index).bits);
    }
    if (index instanceof Double) {
      double d = (Double) index;
      return d == Math.rint(d) ? d < 0 ? -1 : (long) d : -2;
    }
    return -2;
  }

  /** {@code a in b}. */
  static Object in(Attributes at, Object element, Object whole) {
    if (whole instanceof List) {
      for (Object one : (List<?>) whole) {
        if (!at.spend(1)) {
          return Failure.TOO_LONG;
        }
        if (Values.equal(at, element, one)) {
          return true;
        }
      }
      return false;
    }
    if (whole instanceof MapValue) {
      return ((MapValue) whole).find(element) != null;
    }
    if (whole instanceof Lookup && element instanceof String) {
      Object found = ((Lookup) whole).find((String) element);
      return found instanceof Failure ? found : (Object) (found != null);
    }
    return Failure.NO_OVERLOAD;
  }
}
