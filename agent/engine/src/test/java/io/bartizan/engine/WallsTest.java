package io.bartizan.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.bartizan.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule engine_knowsNoContainerAndNoWeaving =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.servlet..",
              "jakarta.servlet..",
              "javax.ws.rs..",
              "io.netty..",
              "net.bytebuddy..",
              "io.bartizan.instrumentation..",
              "io.bartizan.servlet..",
              "io.bartizan.agent..");

  @ArchTest
  static final ArchRule packages_dependOneWay =
      slices().matching("io.bartizan.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rooms_doNotKnowTheHouse =
      noClasses()
          .that()
          .resideInAPackage("io.bartizan.engine.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.bartizan.engine");

  @ArchTest
  static final ArchRule audit_andLimitStandAlone =
      noClasses()
          .that()
          .resideInAnyPackage("io.bartizan.engine.audit", "io.bartizan.engine.limit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.bartizan.engine.identity",
              "io.bartizan.engine.authorization",
              "io.bartizan.engine.answer");

  /** F29: a wall clock that jumps gives nobody tokens of a bucket, and takes none away. */
  @ArchTest
  static final ArchRule limit_neverReadsTheWallClock =
      noClasses()
          .that()
          .resideInAPackage("io.bartizan.engine.limit..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.time.Clock.class, java.time.Instant.class, java.util.Date.class)
          .orShould()
          .accessField(io.github.bucket4j.TimeMeter.class, "SYSTEM_MILLISECONDS");
}
