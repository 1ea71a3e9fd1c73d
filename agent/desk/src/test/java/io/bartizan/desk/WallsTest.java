package io.bartizan.desk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bartizan.desk", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule desk_readsTrailsAndKnowsNoServer =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.bartizan.desk..",
              "io.bartizan.engine.audit..",
              "io.bartizan.policy",
              "com.fasterxml.jackson.core..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule stories_readNoFiles =
      noClasses()
          .that()
          .resideInAnyPackage("io.bartizan.desk.story..", "io.bartizan.desk.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "io.bartizan.desk.page..");
}
