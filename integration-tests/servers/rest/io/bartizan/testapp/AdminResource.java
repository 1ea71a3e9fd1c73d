package io.bartizan.testapp;

import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;

/** What only administrators may reach, by whatever way. */
@Path("admin")
public class AdminResource {

  @GET
  @Path("{page}")
  public String get(@PathParam("page") String page) {
    Entries.count(Entries.ADMIN);
    return "rest admin";
  }

  @DELETE
  @Path("{page}")
  public String delete(@PathParam("page") String page) {
    Entries.count(Entries.ADMIN);
    return "rest admin deleted";
  }

  @Path("items")
  public ItemResource items() {
    return new ItemResource(Entries.ADMIN);
  }
}
