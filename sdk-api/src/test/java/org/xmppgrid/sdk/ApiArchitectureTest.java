package org.xmppgrid.sdk;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

@AnalyzeClasses(packages = "org.xmppgrid", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiArchitectureTest {
    private static final String MICROMETER_BINDING = "org.xmppgrid.sdk.micrometer";

    @ArchTest
    static final ArchRule theApiKnowsNothingButTheJdkAndItsLogger = classes()
            .that()
            .resideInAPackage("org.xmppgrid.sdk..")
            .and()
            .resideOutsideOfPackage(MICROMETER_BINDING)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.xmppgrid.sdk..",
                    "java..",
                    "javax.xml.stream..",
                    "javax.security.auth.x500..",
                    "javax.net.ssl..",
                    "javax.crypto..",
                    "org.slf4j..",
                    "org.jspecify..")
            .because("a user who imports it must never meet Smack, JAXB or OkHttp in a signature (DESIGN §2)");

    @ArchTest
    static final ArchRule nothingNeedsTheOptionalBinding = noClasses()
            .that()
            .resideOutsideOfPackage(MICROMETER_BINDING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MICROMETER_BINDING, "io.micrometer..")
            .because("the dependency is optional");

    @ArchTest
    static final ArchRule passwordsAreNotKeptAsText = noFields()
            .that()
            .haveNameMatching("(?i).*password.*")
            .should()
            .haveRawType(String.class)
            .because("a string can't be cleared");
}
