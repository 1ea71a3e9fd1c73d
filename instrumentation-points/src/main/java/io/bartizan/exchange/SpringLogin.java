package io.bartizan.exchange;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The login that Spring Security keeps in a session: read through the interfaces that the
 * application itself has them by, so that whatever else is called like them is not taken for one.
 */
public final class SpringLogin {

  /** The attribute of sessions that holds it, and what it is called in a policy. */
  public static final String ATTRIBUTE = "SPRING_SECURITY_CONTEXT";

  /** What a policy calls it. */
  public static final String KEPT = "springSecurity";

  private static final String SECURITY = "org.springframework.security.";
  private static final String CONTEXT = SECURITY + "core.context.SecurityContext";
  private static final String AUTHENTICATION = SECURITY + "core.Authentication";
  private static final String AUTHORITY = SECURITY + "core.GrantedAuthority";
  private static final String ANONYMOUS = SECURITY + "authentication.AnonymousAuthenticationToken";

  private static final int MAX_AUTHORITIES = 1024;

  private SpringLogin() {}

  /**
   * The name, empty where there is a login without one, and then the authorities.
   *
   * @param kept what the session has under {@link #ATTRIBUTE}
   * @param application the loader by which the application knows its classes
   * @return null if there is no login
   * @throws IllegalStateException if what is kept is something else
   * @throws ReflectiveOperationException if it can't be read
   */
  public static String @Nullable [] of(@Nullable Object kept, ClassLoader application)
      throws ReflectiveOperationException {
    if (kept == null) {
      return null;
    }
    Object authentication =
        call(type(CONTEXT, application), known(kept, CONTEXT, application), "getAuthentication");
    if (authentication == null) {
      return null;
    }
    Class<?> type = type(AUTHENTICATION, application);
    known(authentication, AUTHENTICATION, application);
    boolean proven = Boolean.TRUE.equals(call(type, authentication, "isAuthenticated"));
    if (!proven || anonymous(authentication.getClass())) {
      return null;
    }
    List<String> login = new ArrayList<>();
    String name = ((Principal) authentication).getName();
    login.add(name == null ? "" : name);
    Object authorities = call(type, authentication, "getAuthorities");
    if (authorities instanceof Collection) {
      Class<?> authority = type(AUTHORITY, application);
      for (Object one : (Collection<?>) authorities) {
        Object role = authority.isInstance(one) ? call(authority, one, "getAuthority") : null;
        if (role instanceof String && login.size() <= MAX_AUTHORITIES) {
          login.add((String) role);
        }
      }
    }
    return login.toArray(new String[0]);
  }

  private static Class<?> type(String name, ClassLoader application) throws ClassNotFoundException {
    return Class.forName(name, false, application);
  }

  private static Object known(Object object, String name, ClassLoader application)
      throws ClassNotFoundException {
    if (!type(name, application).isInstance(object)) {
      throw new IllegalStateException(object.getClass().getName() + " is no " + name);
    }
    return object;
  }

  private static @Nullable Object call(Class<?> type, Object object, String method)
      throws ReflectiveOperationException {
    return type.getMethod(method).invoke(object);
  }

  /** Somebody whom Spring Security itself counts as nobody. */
  private static boolean anonymous(Class<?> authentication) {
    for (Class<?> type = authentication; type != null; type = type.getSuperclass()) {
      if (type.getName().equals(ANONYMOUS)) {
        return true;
      }
    }
    return false;
  }
}
