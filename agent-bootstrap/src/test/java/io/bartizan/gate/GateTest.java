package io.bartizan.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

  /** A response as the last resort looks for one. */
  public static final class Response {
    int status = 200;
    boolean flushed;

    public void setStatus(int value) {
      status = value;
    }

    public void flushBuffer() {
      flushed = true;
    }
  }

  /** A connection that sends its response when it is told that all is over, as Liberty's. */
  public static final class Connection {
    final Response response = new Response();
    int finished;

    public Response getResponse() {
      return response;
    }

    public void finish(@Nullable Exception failed) {
      finished += failed == null ? 1 : 100;
    }
  }

  /** One core for the whole JVM, as in life; what it does is each test's to say. */
  private static final class Scripted implements Core {
    @Nullable Throwable fault;
    boolean observing;
    @Nullable Object abandoned;

    @Override
    public boolean abandon(@Nullable Object request) {
      abandoned = request;
      return true;
    }

    @Override
    public @Nullable Object enter(
        String point,
        Object self,
        @Nullable Object first,
        @Nullable Object second,
        @Nullable Object third)
        throws Throwable {
      if (fault != null) {
        throw fault;
      }
      return this;
    }

    @Override
    public void leave(
        String point,
        @Nullable Object entered,
        Object self,
        @Nullable Object first,
        @Nullable Object second)
        throws Throwable {
      if (fault != null) {
        throw fault;
      }
    }

    @Override
    public boolean observing() {
      return observing;
    }

    @Override
    public void failed(String point, Throwable thrown) {
      throw new IllegalStateException("even telling fails");
    }
  }

  @Test
  void enter_throughAllStates_opensOnlyForACoreThatPermits() {
    Response before = new Response();
    assertNull(Gate.enter("p", this, before, null, null), "without a core");
    assertEquals(503, before.status);
    assertEquals(true, before.flushed);

    Connection connection = new Connection();
    assertNull(Gate.enter("p", connection, connection, null, null), "without a core");
    assertEquals(503, connection.response.status);
    assertEquals(1, connection.finished, "what waits for its end is told of it");

    Scripted core = new Scripted();
    Gate.install(core);
    assertNotNull(Gate.enter("p", this, null, null, null), "with a core that permits");
    assertThrows(IllegalStateException.class, () -> Gate.install(core), "a second core");

    for (Throwable fault :
        new Throwable[] {
          new IllegalStateException(),
          new Exception(),
          new StackOverflowError(),
          new NoClassDefFoundError(),
          new OutOfMemoryError()
        }) {
      core.fault = fault;
      Response response = new Response();
      assertNull(Gate.enter("p", this, "request", response, null), fault.toString());
      assertEquals(503, response.status, fault.toString());
      assertEquals("request", core.abandoned, "whose permit it is can be looked for");
      Gate.leave("p", null, this, null, null);
      core.observing = true;
      assertNotNull(Gate.enter("p", this, null, null, null), "observing lets pass");
      core.observing = false;
    }
  }
}
