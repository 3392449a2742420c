package org.xmppgrid.samples;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The arrows between the modules: samples -> testkit -> smack -> api <- iodef. */
@AnalyzeClasses(packages = "org.xmppgrid", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseArchitectureTest {

    @ArchTest
    static final ArchRule theArrowsOfTheHouse = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.xmppgrid..")
            .layer("samples")
            .definedBy("org.xmppgrid.samples..")
            .layer("testkit")
            .definedBy("org.xmppgrid.testkit..")
            .layer("smack")
            .definedBy("org.xmppgrid.smack..")
            .layer("iodef")
            .definedBy("org.xmppgrid.iodef..")
            .layer("api")
            .definedBy("org.xmppgrid.sdk..")
            .whereLayer("samples")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testkit")
            .mayOnlyBeAccessedByLayers("samples")
            .whereLayer("smack")
            .mayOnlyBeAccessedByLayers("testkit")
            .whereLayer("iodef")
            .mayOnlyBeAccessedByLayers("samples")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("samples", "testkit", "smack", "iodef");

    @ArchTest
    static final ArchRule theEmbeddedGridIsNoneOfTheSdksOwnWork = noClasses()
            .that()
            .resideInAPackage("org.xmppgrid.testkit.internal.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xmppgrid.sdk..", "org.xmppgrid.smack..", "org.jivesoftware..")
            .because("a test must not repeat the code's own belief");

    @ArchTest
    static final ArchRule samplesImportOnlyWhatUsersMay = noClasses()
            .that()
            .resideInAPackage("org.xmppgrid.samples..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..internal..", "org.jivesoftware..");

    @ArchTest
    static final ArchRule noCirclesBetweenPackages = slices().matching("org.xmppgrid.(sdk|smack|testkit|samples).(**)")
            .should()
            .beFreeOfCycles();
}
