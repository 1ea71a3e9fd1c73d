package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Finishes the permit of a request object that is about to be recycled. */
public final class TomcatEnd implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only the end of a request comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    org.apache.coyote.Request carrier = ((Request) self).getCoyoteRequest();
    if (carrier == null) {
      return;
    }
    Permit permit = judge.open(carrier.getAttribute(PermitAttribute.NAME));
    if (permit != null) {
      carrier.getAttributes().remove(PermitAttribute.NAME);
      judge.finish(permit);
    }
  }
}
