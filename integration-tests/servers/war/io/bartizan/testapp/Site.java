package io.bartizan.testapp;

import java.io.IOException;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;

/** The test application as a web application, for servers that are started by their own scripts. */
public final class Site implements ServletContextListener {

  private ControlPort control;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      control = ControlPort.open();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    control.close();
  }

  /** {@code /admin/*}. */
  public static final class Admin extends Handlers.Counting {
    private static final long serialVersionUID = 1L;

    public Admin() {
      super(Entries.ADMIN, "admin");
    }
  }

  /** {@code /public/*}. */
  public static final class Public extends Handlers.Public {
    private static final long serialVersionUID = 1L;
  }

  /** {@code /ops/*}. */
  public static final class Ops extends Handlers.Counting {
    private static final long serialVersionUID = 1L;

    public Ops() {
      super(Entries.OPS, "ops");
    }
  }

  /** Everything that nothing else is mapped to. */
  public static final class Root extends Handlers.Counting {
    private static final long serialVersionUID = 1L;

    public Root() {
      super(Entries.ROOT, "root");
    }
  }

  /** In front of everything. */
  public static final class Pass extends Handlers.PassThrough {}
}
