package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Judge;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.axis.Handler;
import org.apache.axis.MessageContext;
import org.apache.axis.handlers.soap.SOAPService;
import org.jspecify.annotations.Nullable;

/**
 * The guard before a service whose provider is one that no other guard stands in: which operation
 * it will call nobody knows, so a rule that asks for one does not permit it.
 */
public final class ServiceGuard extends AxisGuard {

  private static final String PROVIDERS = "org.apache.axis.providers.java.";

  /** The declarers of what invokes the method that have a guard there. */
  private static final Set<String> GUARDED =
      new HashSet<>(
          Arrays.asList(
              PROVIDERS + "RPCProvider", PROVIDERS + "EJBProvider", PROVIDERS + "MsgProvider"));

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          String processing = declarer(type, "processMessage");
          String invoking =
              processing.endsWith("MsgProvider") ? processing : declarer(type, "invokeMethod");
          return GUARDED.contains(processing) && GUARDED.contains(invoking);
        }
      };

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    Handler provider = ((SOAPService) self).getPivotHandler();
    if (provider == null || KNOWN.get(provider.getClass())) {
      return PASSED;
    }
    MessageContext context = (MessageContext) Objects.requireNonNull(first);
    return judge(judge, self, context, null, null, null);
  }

  /** The name of the nearest class that declares a method of that name; empty if none does. */
  private static String declarer(Class<?> type, String method) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Method declared : at.getDeclaredMethods()) {
        if (declared.getName().equals(method)) {
          return at.getName();
        }
      }
    }
    return "";
  }
}
