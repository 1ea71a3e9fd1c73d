package io.bartizan.testapp;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;

/** A sub-resource: reached through locators only. */
public class ItemResource {

  private final int handler;

  ItemResource(int handler) {
    this.handler = handler;
  }

  @GET
  @Path("{id: [a-z0-9]+}")
  public String get(@PathParam("id") String id) {
    Entries.count(handler);
    return "item " + id;
  }
}
