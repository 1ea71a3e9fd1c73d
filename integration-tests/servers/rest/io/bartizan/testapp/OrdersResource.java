package io.bartizan.testapp;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;

/** Orders, for rules that name handlers and routes. */
@Path("orders")
public class OrdersResource {

  @GET
  @Path("{id: [0-9]+}")
  public String get(@PathParam("id") String id) {
    Entries.count(Entries.OPS);
    return "order " + id;
  }

  @GET
  @Path("all")
  public String all() {
    Entries.count(Entries.OPS);
    return "orders";
  }
}
