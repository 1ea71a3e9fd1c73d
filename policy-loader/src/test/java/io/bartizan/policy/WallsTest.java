package io.bartizan.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.bartizan.policy",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule policyLoader_knowsTheJdkAndTheYamlParserOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.bartizan.policy..",
              "org.yaml..",
              "com.google.re2j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule policy_doesNotKnowHowItIsLoaded =
      noClasses()
          .that()
          .resideInAPackage("io.bartizan.policy")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.bartizan.policy.load..", "org.yaml..");
}
