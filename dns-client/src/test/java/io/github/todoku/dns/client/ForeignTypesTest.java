package io.github.todoku.dns.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Foreign libraries stay behind their doors. */
class ForeignTypesTest {
    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.todoku.dns.client", "io.github.todoku.dns.dnsjava");

    @Test
    void onlyTheAdaptersKnowDnsJava() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.github\\.todoku\\.dns\\.(dnsjava\\.DnsJavaBridge"
                        + "|client\\.internal\\.(ReplyDecoder|RdataDecoder|SystemServers|ForeignMessages)).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.xbill..")
                .check(CLIENT);
    }

    @Test
    void onlyTheCacheKnowsCaffeine() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.CachingResolver.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(CLIENT);
    }

    @Test
    void noStateStandsInStaticFields() {
        noFields().that().areStatic().should().notBeFinal().check(CLIENT);
    }
}
