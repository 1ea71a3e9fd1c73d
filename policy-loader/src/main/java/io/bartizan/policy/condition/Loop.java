package io.bartizan.policy.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code all}, {@code exists}, {@code exists_one}, {@code filter} and {@code map}. */
final class Loop extends Code {

  private final String name;
  private final Code range;
  private final int local;
  private final @Nullable Code test;
  private final @Nullable Code image;
  private final int weight;

  /**
   * A loop.
   *
   * @param local where its variable is kept
   * @param test what each element must be; null where all count
   * @param image what {@code map} makes of each; null for the others
   * @param weight steps that one round takes
   */
  Loop(String name, Code range, int local, @Nullable Code test, @Nullable Code image, int weight) {
    this.name = name;
    this.range = range;
    this.local = local;
    this.test = test;
    this.image = image;
    this.weight = weight;
  }

  @Override
  Object run(Attributes at) {
    Object values = range.run(at);
    if (values instanceof Failure) {
      return values;
    }
    Collection<?> elements =
        values instanceof List
            ? (List<?>) values
            : values instanceof MapValue ? ((MapValue) values).keys() : null;
    if (elements == null) {
      return Failure.NO_OVERLOAD;
    }
    switch (name) {
      case "all":
        return search(at, elements, false);
      case "exists":
        return search(at, elements, true);
      case "exists_one":
        return one(at, elements);
      default:
        return list(at, elements);
    }
  }

  private Object test(Attributes at, Object element) {
    if (!at.spend(weight)) {
      return Failure.TOO_LONG;
    }
    at.local(local, element);
    return test == null ? true : test.run(at);
  }

  /** As a chain of {@code ||} or {@code &&}: one element that decides absorbs failures. */
  private Object search(Attributes at, Collection<?> elements, Boolean deciding) {
    Object failure = null;
    for (Object element : elements) {
      Object value = test(at, element);
      if (deciding.equals(value)) {
        return deciding;
      }
      if (value == Failure.TOO_LONG) {
        return value;
      }
      if (!(value instanceof Boolean)) {
        failure = Logic.worse(failure, value);
      }
    }
    return failure == null ? !deciding : failure;
  }

  private Object one(Attributes at, Collection<?> elements) {
    int count = 0;
    for (Object element : elements) {
      Object value = test(at, element);
      if (!(value instanceof Boolean)) {
        return Logic.worse(null, value);
      }
      count += (Boolean) value ? 1 : 0;
    }
    return count == 1;
  }

  private Object list(Attributes at, Collection<?> elements) {
    List<Object> list = new ArrayList<>();
    for (Object element : elements) {
      Object value = test(at, element);
      if (!(value instanceof Boolean)) {
        return Logic.worse(null, value);
      }
      if ((Boolean) value) {
        Object made = image == null ? element : image.run(at);
        if (made instanceof Failure) {
          return made;
        }
        list.add(made);
      }
    }
    return list;
  }
}
