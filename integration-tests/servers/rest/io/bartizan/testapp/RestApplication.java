package io.bartizan.testapp;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.ws.rs.core.Application;

/** The JAX-RS application. It protects nothing: no framework is told to heed role annotations. */
public class RestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return new HashSet<>(
        Arrays.<Class<?>>asList(
            AdminResource.class,
            PublicResource.class,
            RolesResource.class,
            OrdersResource.class,
            Rewriting.class));
  }

  @Override
  public Map<String, Object> getProperties() {
    return new HashMap<>(
        Collections.<String, Object>singletonMap("jersey.config.server.wadl.disableWadl", true));
  }
}
