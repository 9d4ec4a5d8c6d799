package io.github.todoku.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who takes this module takes no other library with it but the two facades; annotations need not be there at run time. */
class ForeignTypesTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.todoku");

    @Test
    void nothingForeignIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.todoku..",
                        "java..",
                        "org.slf4j",
                        "org.jspecify.annotations",
                        "com.fasterxml.jackson.annotation")
                .check(CORE);
    }

    @Test
    void noStateStandsInStaticFields() {
        noFields().that().areStatic().should().notBeFinal().check(CORE);
    }
}
