package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Servers with one jar or a distribution of their own, each built in a way of its own. */
@Execution(ExecutionMode.CONCURRENT)
class RealServersIT {

  private final Tokens tokens = new Tokens();

  RealServersIT() throws Exception {}

  private Application.Plan plan(String name) throws Exception {
    return new Application.Plan(name, Policies.ADMIN_ONLY, tokens.jwks());
  }

  private Raw.Reply asAdmin(Application application, String path) throws Exception {
    return Raw.get(application.port(), path, "Authorization: Bearer " + tokens.of("admin"));
  }

  /** CXF on Jetty's handlers, no servlet; the child JVM serves, so its flags go to the child. */
  @Test
  void tika_childIsProtected() throws Exception {
    Application.Plan plan = plan("tika");
    Path config =
        Files.writeString(
            plan.folder.resolve("tika-config.xml"),
            """
            <properties><server><params>
              <host>127.0.0.1</host><port>%d</port>
              <forkedJvmArgs><arg>%s</arg><arg>-Xmx300m</arg></forkedJvmArgs>
            </params></server></properties>
            """
                .formatted(plan.port, plan.agentFlag()));
    plan.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    plan.command.add("-jar");
    plan.command.add(Application.shipped("tika-server-standard.jar").toString());
    plan.command.add("-c");
    plan.command.add(config.toString());
    plan.environment.put("JAVA_HOME", System.getProperty("java.home"));
    try (Application tika = Application.start(plan)) {
      tika.awaitLog("Started Apache Tika server");
      Spellings.refused(tika, "/version");
      Spellings.refused(tika, "/meta/form");
      Raw.Reply version = asAdmin(tika, "/version");
      assertEquals(200, version.status(), version.text + tika.log());
      assertTrue(version.text.contains("Apache Tika"), version.text);
      tika.awaitLog("(canary refused)");
      assertFalse(tika.log().contains("Exception"), tika.log());
      assertFalse(tika.log().contains("UNPROTECTED"), tika.log());
      Spellings.held(tika, 1);
    }
  }

  /** The flag on the parent alone protects nothing, and that is told. */
  @Test
  void tika_withTheFlagOnItsParentAlone_isNamed() throws Exception {
    Application.Plan plan = plan("tika-parent");
    plan.java(
        "-jar",
        Application.shipped("tika-server-standard.jar").toString(),
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(plan.port));
    plan.environment.put("JAVA_HOME", System.getProperty("java.home"));
    try (Application tika = Application.start(plan)) {
      tika.awaitLog(
          " listens on [" + plan.port + "] and is NOT PROTECTED: it runs without the agent");
      assertTrue(tika.log().contains("bartizan: warning BZ4008: child JVM "), tika.log());
      Cli log = Cli.run(plan.folder, "doctor", plan.folder.resolve("log.txt").toString());
      assertEquals(7, log.exit(), log.toString());
      assertTrue(log.out().contains("BZ4008"), log.out());
    }
  }

  /** The console has an HTTP server of its own, which nobody weaves: it is named. */
  @Test
  void h2Console_isNamedAsUnprotected() throws Exception {
    Application.Plan plan = plan("h2");
    plan.java(
        "-cp",
        Application.shipped("h2.jar").toString(),
        "org.h2.tools.Console",
        "-web",
        "-webPort",
        Integer.toString(plan.port));
    try (Application h2 = Application.start(plan)) {
      h2.awaitLog("bartizan: warning BZ4007: port " + plan.port + " listens and is NOT PROTECTED");
      h2.awaitLog("nothing decided: no server that is known is loaded");
      Cli doctor = h2.doctor();
      assertEquals(7, doctor.exit(), doctor.toString());
      assertTrue(
          doctor.out().contains("NOT PROTECTED warning BZ4007: port " + plan.port), doctor.out());
      Cli log = Cli.run(plan.folder, "doctor", plan.folder.resolve("log.txt").toString());
      assertEquals(7, log.exit(), log.toString());
      assertEquals(1, h2.log().split("BZ4007", -1).length - 1, "named once: " + h2.log());
    }
  }

  /** Quarkus, Vert.x and Netty, with the flags that kc.sh takes from JAVA_OPTS_APPEND. */
  @Test
  void keycloak_isDecidedOnItsNetty() throws Exception {
    Path home = Keycloak.homeOrSkip();
    Application.Plan plan = plan("keycloak");
    plan.command.addAll(Keycloak.command(home, plan.port, plan.agentFlag()));
    try (Application keycloak = Application.start(plan)) {
      keycloak.awaitLog("Running the server in development mode");
      Spellings.refused(keycloak, "/realms/master");
      Spellings.refused(keycloak, "/admin/realms");
      Raw.Reply realm = asAdmin(keycloak, "/realms/master");
      assertEquals(200, realm.status(), realm.text);
      keycloak.awaitLog("bartizan: listens: netty http port " + plan.port + " (canary refused)");
      assertFalse(keycloak.log().contains(" ERROR "), keycloak.log());
      Spellings.held(keycloak, 1);
    }
  }
}
