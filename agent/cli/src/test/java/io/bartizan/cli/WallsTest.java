package io.bartizan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bartizan.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule commandLine_knowsEngineAndPolicyOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.bartizan.cli..",
              "io.bartizan.desk..",
              "io.bartizan.engine..",
              "io.bartizan.policy..",
              "picocli..",
              "com.fasterxml.jackson.core..",
              "org.jspecify..");
}
