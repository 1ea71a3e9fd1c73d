package io.bartizan.servlet.spring;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Has Spring Security's wrapper of a request answer for roles as the container does that it wraps,
 * where that one has the proven principal.
 */
public final class SpringRole implements Adapter {

  /** What Spring Security puts before a role that is asked for without it. */
  private static final String PREFIX = "ROLE_";

  /** The wrapper answers by itself. */
  private static final Object OWN = new Object();

  /** True or false where the container answers. */
  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    ServletRequest below = ((HttpServletRequestWrapper) self).getRequest();
    Permit permit = judge.open(below.getAttribute(PermitAttribute.NAME));
    if (permit == null) {
      permit = judge.current();
    }
    if (permit == null || !judge.propagates(permit) || !(below instanceof HttpServletRequest)) {
      return OWN;
    }
    HttpServletRequest asked = (HttpServletRequest) below;
    String role = second instanceof String ? (String) second : "";
    return asked.isUserInRole(role)
        || (role.startsWith(PREFIX) && asked.isUserInRole(role.substring(PREFIX.length())));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    throw new UnsupportedOperationException("nothing is told of an answer");
  }
}
