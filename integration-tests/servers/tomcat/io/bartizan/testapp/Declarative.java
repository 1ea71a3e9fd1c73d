package io.bartizan.testapp;

import org.apache.catalina.Context;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/**
 * What a legacy web.xml says under the property {@code testapp.declarative}: only clerks may enter
 * {@code /ops/}, and a form asks who somebody is.
 */
final class Declarative {

  private Declarative() {}

  static void add(Context context) {
    if (!Boolean.getBoolean("testapp.declarative")) {
      return;
    }
    SecurityCollection pages = new SecurityCollection();
    pages.addPattern("/ops/*");
    SecurityConstraint clerks = new SecurityConstraint();
    clerks.addCollection(pages);
    clerks.addAuthRole("clerk");
    clerks.setAuthConstraint(true);
    context.addSecurityRole("clerk");
    context.addConstraint(clerks);
    context.setLoginConfig(new LoginConfig("FORM", null, "/public/login", "/public/error"));
    context.getPipeline().addValve(new FormAuthenticator());
  }
}
