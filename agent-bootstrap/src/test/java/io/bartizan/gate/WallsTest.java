package io.bartizan.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bartizan.gate", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  /** What every class loader of a protected JVM sees is kept this small. */
  private static final int MAX_TYPES = 8;

  @ArchTest
  static final ArchRule gate_dependsOnTheLanguageOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java.lang..", "io.bartizan.gate..", "org.jspecify..");

  @ArchTest
  static void gate_hasAtMostEightPublicTypes(JavaClasses types) {
    long open =
        types.stream()
            .filter(
                t ->
                    t.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .filter(name -> !name.equals("package-info"))
            .count();
    assertTrue(open <= MAX_TYPES, "public types: " + open);
  }
}
