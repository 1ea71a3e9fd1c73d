package io.bartizan.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;

/** By Spring Security's own classes. */
class SpringLoginTest {

  private static final ClassLoader APPLICATION = SpringLoginTest.class.getClassLoader();

  private static String @Nullable [] read(Authentication authentication) throws Exception {
    return SpringLogin.of(new SecurityContextImpl(authentication), APPLICATION);
  }

  private static Authentication login(Object principal) {
    return new UsernamePasswordAuthenticationToken(
        principal, "secret", AuthorityUtils.createAuthorityList("ROLE_CLERK", "write"));
  }

  @Test
  void login_isItsNameAndItsAuthorities() throws Exception {
    assertArrayEquals(new String[] {"ada", "ROLE_CLERK", "write"}, read(login("ada")));
  }

  @Test
  void nobody_isNobody() throws Exception {
    assertNull(SpringLogin.of(null, APPLICATION));
    assertNull(SpringLogin.of(new SecurityContextImpl(), APPLICATION));
    assertNull(read(new UsernamePasswordAuthenticationToken("ada", "secret")));
    assertNull(
        read(
            new AnonymousAuthenticationToken(
                "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))));
  }

  @Test
  void whatIsNoContext_isNotTakenForOne() {
    for (Object other : List.of("ada", login("ada"), new Object())) {
      assertThrows(IllegalStateException.class, () -> SpringLogin.of(other, APPLICATION));
    }
  }

  /** A class of the same name that is not the application's. */
  @Test
  void namesake_isNotTakenForOne() throws Exception {
    URL[] where = {
      SecurityContextImpl.class.getProtectionDomain().getCodeSource().getLocation(),
      org.springframework.util.Assert.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader own = new URLClassLoader(where, null)) {
      Class<?> namesake = own.loadClass(SecurityContextImpl.class.getName());
      assertNotSame(SecurityContextImpl.class, namesake);
      Object context = namesake.getConstructor().newInstance();
      assertThrows(IllegalStateException.class, () -> SpringLogin.of(context, APPLICATION));
      assertNull(SpringLogin.of(context, own), "to its own application it is one");
    }
  }

  @Test
  void whatThrows_throws_andIsNotNobody() {
    Object principal =
        new java.security.Principal() {
          @Override
          public String getName() {
            throw new IllegalStateException("no session of Hibernate");
          }
        };
    IllegalStateException told =
        assertThrows(IllegalStateException.class, () -> read(login(principal)));
    assertEquals("no session of Hibernate", told.getMessage());
    ClassLoader without = ClassLoader.getPlatformClassLoader();
    assertThrows(
        ClassNotFoundException.class, () -> SpringLogin.of(new SecurityContextImpl(), without));
  }
}
