package io.bartizan.testapp;

import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Deploys, again and again, the web application that {@code testapp.webapp} names. */
final class Redeploy {

  private static final String PATH = "/again";

  private Redeploy() {}

  static void obey(Tomcat tomcat) {
    String folder = System.getProperty("testapp.webapp");
    if (folder != null) {
      Redeploys.obey(() -> redeploy(tomcat, folder));
    }
  }

  private static ClassLoader redeploy(Tomcat tomcat, String folder) throws Exception {
    Container old = tomcat.getHost().findChild(PATH);
    if (old != null) {
      tomcat.getHost().removeChild(old);
      old.destroy();
    }
    Context context = tomcat.addContext(PATH, folder);
    Tomcat.addServlet(context, "greeting", "io.bartizan.webapp.Greeting").setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "greeting");
    FilterDef filter = new FilterDef();
    filter.setFilterName("stamp");
    filter.setFilterClass("io.bartizan.webapp.Stamp");
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("stamp");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    return context.getLoader().getClassLoader();
  }
}
