package io.bartizan.testapp;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The test application as controllers of Spring MVC: one dispatching servlet for everything. They
 * answer by the writer, which an include shares with whoever includes it.
 */
@SpringBootApplication
@RestController
public class Boot {

  private final Handlers.Public helper = new Handlers.Public();

  public static void main(String[] arguments) throws IOException {
    SpringApplication.run(Boot.class, arguments);
    ControlPort.open();
  }

  @Bean
  public Filter pass() {
    return new Handlers.PassThrough();
  }

  @RequestMapping({"/admin", "/admin/**"})
  public void admin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Entries.count(Entries.ADMIN, request);
    response.getWriter().print("admin");
  }

  @RequestMapping({"/public", "/public/**"})
  public void open(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Entries.count(Entries.PUBLIC, request);
    String path = request.getServletPath();
    helper.answer(request, response, path.substring(Math.min(path.length(), "/public".length())));
  }

  @RequestMapping({"/ops", "/ops/**"})
  public void ops(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Entries.count(Entries.OPS, request);
    response.getWriter().print("ops");
  }

  @RequestMapping("/**")
  public void root(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Entries.count(Entries.ROOT, request);
    response.getWriter().print("root");
  }
}
