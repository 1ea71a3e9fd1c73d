package shop;

import java.io.File;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The shop: says its port when it is open, and closes when its standard input ends. */
public final class Shop {

  private Shop() {}

  /** Opens the shop; the argument is a folder to work in. */
  @SuppressWarnings("SystemOut") // its port is its output
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", new File(arguments[0]).getAbsolutePath());
    add(context, "health", "open\n", "/health");
    add(context, "customers", "{\"id\":7,\"name\":\"Ada\"}\n", "/customers/*");
    add(context, "admin", "all customers deleted\n", "/admin/*");
    tomcat.start();
    System.out.println(tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // The driver holds this open for as long as it lives.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void add(Context context, String name, String says, String pattern) {
    Tomcat.addServlet(context, name, new Says(says)).addMapping(pattern);
  }

  /** Answers every request with the same text, whoever asks. */
  private static final class Says extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final String text;

    Says(String text) {
      this.text = text;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(text);
    }
  }
}
