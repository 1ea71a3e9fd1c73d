package io.bartizan.testapp;

import javax.annotation.security.DenyAll;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;

/** Annotated by people who believed that somebody heeds it. */
@Path("roles")
@RolesAllowed("admin")
public class RolesResource implements Priced<String> {

  @GET
  @Path("admin")
  public String admin() {
    Entries.count(Entries.ADMIN);
    return "roles admin";
  }

  @GET
  @Path("user")
  @RolesAllowed({"user", "admin"})
  public String user() {
    Entries.count(Entries.OPS);
    return "roles user";
  }

  @GET
  @Path("open")
  @PermitAll
  public String open() {
    Entries.count(Entries.OPS);
    return "roles open";
  }

  @GET
  @Path("nobody")
  @DenyAll
  public String nobody() {
    Entries.count(Entries.OPS);
    return "roles nobody";
  }

  @Override
  @GET
  @Path("price/{article}")
  public String price(@PathParam("article") String article) {
    Entries.count(Entries.OPS);
    return "roles price";
  }
}
