package io.bartizan.testapp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.SecurityContext;

/** What anyone may reach, and ways that lead elsewhere. */
@Path("public")
public class PublicResource {

  @GET
  @Path("{page}")
  public String get(@PathParam("page") String page) {
    Entries.count(Entries.PUBLIC);
    return "rest public";
  }

  /** Whom JAX-RS takes the request to come from. */
  @GET
  @Path("who")
  public String who(@Context SecurityContext security) {
    return "user="
        + (security.getUserPrincipal() == null ? null : security.getUserPrincipal().getName())
        + " by="
        + security.getAuthenticationScheme()
        + " clerk="
        + security.isUserInRole("clerk")
        + " boss="
        + security.isUserInRole("boss");
  }

  @GET
  @Path("async")
  public void async(@Suspended AsyncResponse response) {
    Entries.count(Entries.PUBLIC);
    new Thread(() -> response.resume("rest async")).start();
  }

  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    Entries.count(Entries.PUBLIC);
    return CompletableFuture.supplyAsync(() -> "rest stage");
  }

  @Path("items")
  public ItemResource items() {
    return new ItemResource(Entries.PUBLIC);
  }

  /** The administrators' resource by a way that no path tells. */
  @Path("door")
  public AdminResource door() {
    return new AdminResource();
  }
}
