package io.bartizan.servlet.tomcat;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.realm.GenericPrincipal;

/**
 * A principal of Tomcat's own kind, which is the only one that its realms know the roles of. Up to
 * 10.0 it is made with a password, which is left out here.
 */
final class TomcatPrincipal {

  private static final Constructor<GenericPrincipal> PLAIN = plain();

  private TomcatPrincipal() {}

  private static Constructor<GenericPrincipal> plain() {
    try {
      return GenericPrincipal.class.getConstructor(String.class, List.class);
    } catch (NoSuchMethodException older) {
      try {
        return GenericPrincipal.class.getConstructor(String.class, String.class, List.class);
      } catch (NoSuchMethodException unknown) {
        throw new IllegalStateException("a Tomcat whose principals can't be made", unknown);
      }
    }
  }

  static GenericPrincipal of(String name, String[] roles) {
    List<String> all = Collections.unmodifiableList(Arrays.asList(roles.clone()));
    try {
      return PLAIN.getParameterCount() == 2
          ? PLAIN.newInstance(name, all)
          : PLAIN.newInstance(name, null, all);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("a principal could not be made", impossible);
    }
  }
}
