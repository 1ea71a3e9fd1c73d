package io.bartizan.testapp;

import java.util.Collections;
import org.eclipse.jetty.security.ConstraintMapping;
import org.eclipse.jetty.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.util.security.Constraint;

/**
 * What a legacy web.xml says under the property {@code testapp.declarative}: only clerks may enter
 * {@code /ops/}, and a password is asked for.
 */
final class Declarative {

  private Declarative() {}

  static void add(ServletContextHandler context) {
    if (!Boolean.getBoolean("testapp.declarative")) {
      return;
    }
    Constraint clerks = new Constraint();
    clerks.setName("clerks");
    clerks.setAuthenticate(true);
    clerks.setRoles(new String[] {"clerk"});
    ConstraintMapping pages = new ConstraintMapping();
    pages.setPathSpec("/ops/*");
    pages.setConstraint(clerks);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setRealmName("legacy");
    HashLoginService nobody = new HashLoginService("legacy");
    nobody.setUserStore(new UserStore());
    security.setLoginService(nobody);
    security.setConstraintMappings(Collections.singletonList(pages));
    context.setSecurityHandler(security);
  }
}
