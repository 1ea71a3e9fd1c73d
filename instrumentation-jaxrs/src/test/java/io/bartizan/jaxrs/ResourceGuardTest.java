package io.bartizan.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bartizan.gate.Exchange;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceGuardTest {

  private final List<String> asked = new ArrayList<>();

  private static final class Ticket extends Permit {
    @Override
    public Exchange exchange() {
      return new UnknownExchange("test");
    }
  }

  private static final class Guard extends ResourceGuard {
    private final @Nullable Object carried;

    Guard(@Nullable Object carried) {
      this.carried = carried;
    }

    @Override
    protected @Nullable Object carried(@Nullable Object first) {
      return carried;
    }

    @Override
    protected ResourceDispatch dispatch(
        Permit permit, Object self, @Nullable Object first, @Nullable Object third)
        throws Exception {
      Resource resource = Resource.of(String.class, String.class.getMethod("trim"));
      return new ResourceDispatch(
          permit, "GET", "/rs/a;v=1", resource, Located.NOWHERE, "/rs/{a}", false);
    }
  }

  /** A judge that honours tickets, and answers everything else as told. */
  private Judge judge(@Nullable Permit current, boolean yes) {
    return (Judge)
        Proxy.newProxyInstance(
            Judge.class.getClassLoader(),
            new Class<?>[] {Judge.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName());
              switch (method.getName()) {
                case "open":
                  return arguments[0] instanceof Ticket ? arguments[0] : null;
                case "current":
                  return current;
                default:
                  return yes;
              }
            });
  }

  private static @Nullable Object enter(ResourceGuard guard, Judge judge) throws Exception {
    try {
      return guard.enter(judge, "self", "request", null, null);
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  @Test
  void enter_permitOfTheRequest_isExtended() throws Exception {
    Ticket ticket = new Ticket();
    assertSame(ticket, enter(new Guard(ticket), judge(null, true)));
    assertNull(enter(new Guard(ticket), judge(null, false)));
    assertEquals(List.of("open", "extend", "open", "extend"), asked);
  }

  @Test
  void enter_permitOfTheThread_servesWhereTheRequestCarriesNone() throws Exception {
    Ticket ticket = new Ticket();
    assertSame(ticket, enter(new Guard("forged"), judge(ticket, true)));
  }

  @Test
  void enter_withoutPermit_isUnprotected() throws Exception {
    assertNull(enter(new Guard("forged"), judge(null, false)));
    assertNotNull(enter(new Guard(null), judge(null, true)), "while observing");
    assertEquals(List.of("open", "current", "unprotected"), asked.subList(0, 3));
  }

  @Test
  void dispatch_hasThePathThatJaxRsReads() throws Exception {
    ResourceDispatch dispatch = new Guard(null).dispatch(new Ticket(), "self", null, null);
    assertEquals("/rs/a", dispatch.path());
    assertEquals("java.lang.String#trim", dispatch.handlers()[0]);
    Resource locator = Resource.of(Object.class, Object.class.getMethod("toString"));
    Located located = Located.of(Located.NOWHERE.by(locator, "door").carried());
    assertEquals("java.lang.Object#toString", located.names()[0]);
    assertEquals("/door", located.template());
    assertThrows(
        IllegalStateException.class, () -> dispatch.refuse(401, new String[0], new byte[0]));
  }
}
