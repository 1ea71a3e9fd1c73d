package io.bartizan.testapp;

import javax.annotation.security.RolesAllowed;

/** A contract whose annotations bind those who implement it. */
public interface Priced<T> {

  @RolesAllowed("admin")
  String price(T article);
}
