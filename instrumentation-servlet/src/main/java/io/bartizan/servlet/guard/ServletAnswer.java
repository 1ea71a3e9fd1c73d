package io.bartizan.servlet.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletOutputStream;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.ServletResponseWrapper;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Writes a refusal through the servlet API. */
final class ServletAnswer {

  private ServletAnswer() {}

  /**
   * Replaces what is buffered by this answer and closes the response.
   *
   * @throws IOException if the response is committed: only the container can end it then
   */
  static void write(
      ServletRequest request,
      HttpServletResponse response,
      int status,
      String[] headers,
      byte[] body)
      throws IOException {
    HttpServletResponse inner = unwrap(response);
    if (inner.isCommitted()) {
      throw new IOException("the response is committed already");
    }
    inner.reset();
    inner.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      inner.addHeader(headers[i], headers[i + 1]);
    }
    inner.setContentLength(body.length);
    if (!"HEAD".equals(((HttpServletRequest) request).getMethod())) {
      write(inner, body);
    }
    inner.flushBuffer();
  }

  private static void write(HttpServletResponse response, byte[] body) throws IOException {
    ServletOutputStream stream;
    try {
      stream = response.getOutputStream();
    } catch (IllegalStateException writing) {
      // The application took the writer, and this container's reset() leaves it so.
      response.getWriter().write(new String(body, StandardCharsets.UTF_8));
      response.getWriter().close();
      return;
    }
    stream.write(body);
    stream.close();
  }

  /** The container's own response: a wrapper may buffer, compress or drop what it is given. */
  private static HttpServletResponse unwrap(HttpServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper) {
      inner = ((ServletResponseWrapper) inner).getResponse();
    }
    return inner instanceof HttpServletResponse ? (HttpServletResponse) inner : response;
  }
}
