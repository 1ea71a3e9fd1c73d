package io.bartizan.jaxrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Method;
import javax.annotation.security.DenyAll;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoleAnnotationsTest {

  @RolesAllowed("contract")
  interface Contract<T> {
    @RolesAllowed("priced")
    void price(T article);

    void plain();
  }

  @RolesAllowed("base")
  static class Base {
    public void inherited() {}

    @RolesAllowed("overridden")
    public void overridden() {}
  }

  @RolesAllowed("own")
  static class Resource extends Base implements Contract<String> {
    @Override
    public void price(String article) {}

    @Override
    public void plain() {}

    @Override
    public void overridden() {}

    @PermitAll
    public void open() {}

    @PermitAll
    @DenyAll
    public void both() {}

    @RolesAllowed({"a", "b"})
    public void several() {}
  }

  static class Silent extends Base {
    @Override
    public void inherited() {}
  }

  static class Nothing {
    public void plain() {}
  }

  private static String @Nullable [] roles(Class<?> type, String name) throws Exception {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && !method.isBridge()) {
        return RoleAnnotations.of(type, method);
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Test
  void of_methodBeforeClass() throws Exception {
    assertArrayEquals(new String[] {"a", "b"}, roles(Resource.class, "several"));
    assertArrayEquals(new String[] {"own"}, roles(Resource.class, "plain"));
    assertNull(roles(Resource.class, "open"));
  }

  @Test
  void of_severalOnOneElement_theStrictest() throws Exception {
    assertArrayEquals(new String[0], roles(Resource.class, "both"));
  }

  @Test
  void of_methodWithoutAny_whatItOverridesOrImplements() throws Exception {
    assertArrayEquals(new String[] {"overridden"}, roles(Resource.class, "overridden"));
    assertArrayEquals(new String[] {"priced"}, roles(Resource.class, "price"));
  }

  @Test
  void of_inheritedMethod_theClassThatDeclaresIt() throws Exception {
    assertArrayEquals(new String[] {"base"}, roles(Resource.class, "inherited"));
  }

  @Test
  void of_classWithoutAny_whatIsAboveIt() throws Exception {
    assertArrayEquals(new String[] {"base"}, roles(Silent.class, "inherited"));
    assertNull(roles(Nothing.class, "plain"));
  }
}
