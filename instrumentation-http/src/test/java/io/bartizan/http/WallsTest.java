package io.bartizan.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bartizan.http", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule instrumentation_neverSeesTheEngine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.bartizan.engine..", "io.bartizan.policy..", "io.bartizan.agent..");

  @ArchTest
  static final ArchRule advice_holdsNothingButACallOfTheGate =
      classes()
          .that()
          .haveSimpleNameEndingWith("Advice")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "io.bartizan.gate..",
              "io.bartizan.instrumentation..",
              "net.bytebuddy..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule adapters_neverSeeByteBuddy =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Advice")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");
}
