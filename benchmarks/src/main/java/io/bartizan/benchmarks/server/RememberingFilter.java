package io.bartizan.benchmarks.server;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@link RememberedTokens} in front of a servlet. */
final class RememberingFilter implements Filter {

  private final RememberedTokens tokens;

  RememberingFilter(RememberedTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (tokens.letIn(((HttpServletRequest) request).getHeader("Authorization"))) {
      chain.doFilter(request, response);
    } else {
      ((HttpServletResponse) response).sendError(401);
    }
  }
}
