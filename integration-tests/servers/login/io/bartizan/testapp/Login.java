package io.bartizan.testapp;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application whose users log in by the form that Spring Security makes by itself, when nothing
 * is said but who they are.
 */
@SpringBootApplication
@RestController
public class Login {

  public static void main(String[] arguments) throws IOException {
    SpringApplication.run(Login.class, arguments);
    ControlPort.open();
  }

  @RequestMapping("/orders")
  public String orders(HttpServletRequest request) {
    Entries.count(Entries.ADMIN, request);
    return "orders of " + request.getRemoteUser();
  }

  /** What the application hears of who asks, and of a role. */
  @RequestMapping("/who")
  public String who(HttpServletRequest request) {
    String role = request.getParameter("role");
    return "user="
        + request.getRemoteUser()
        + " principal="
        + request.getUserPrincipal().getName()
        + " "
        + role
        + "="
        + request.isUserInRole(role);
  }

  @RequestMapping("/audits")
  public String audits(HttpServletRequest request) {
    Entries.count(Entries.OPS, request);
    return "audits";
  }

  /** Whatever an application may leave under the name that Spring Security uses. */
  @RequestMapping("/spoil")
  public String spoil(HttpServletRequest request, HttpSession session) {
    session.setAttribute("SPRING_SECURITY_CONTEXT", "ada");
    return "spoilt";
  }
}
