package org.xmppgrid.smack;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "org.xmppgrid", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsArchitectureTest {

    @ArchTest
    static final ArchRule eachFloorKnowsOnlyTheOneBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.xmppgrid.smack..")
            .layer("connector")
            .definedBy("org.xmppgrid.smack")
            .layer("engine")
            .definedBy("org.xmppgrid.smack.internal.engine..")
            .layer("xmpp")
            .definedBy("org.xmppgrid.smack.internal.xmpp..")
            .layer("wire")
            .definedBy("org.xmppgrid.smack.internal.wire..")
            .layer("store")
            .definedBy("org.xmppgrid.smack.internal.store..")
            .whereLayer("connector")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("connector")
            .whereLayer("xmpp")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("xmpp")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("engine");

    @ArchTest
    static final ArchRule theStoreKnowsNoFloorNoSmackAndNoXml = noClasses()
            .that()
            .resideInAPackage("org.xmppgrid.smack.internal.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.xmppgrid.smack.internal.engine..",
                    "org.xmppgrid.smack.internal.xmpp..",
                    "org.xmppgrid.smack.internal.wire..",
                    "org.jivesoftware..",
                    "org.jxmpp..",
                    "javax.xml..",
                    "com.fasterxml..",
                    "org.w3c.dom..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage("org.xmppgrid.smack.internal.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..")
            .because("users may keep the state elsewhere, behind StateStore");

    @ArchTest
    static final ArchRule theEngineKnowsNeitherSmackNorXml = noClasses()
            .that()
            .resideInAPackage("org.xmppgrid.smack.internal.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jivesoftware..", "org.jxmpp..", "javax.xml..", "com.fasterxml..", "org.w3c.dom..");

    @ArchTest
    static final ArchRule nothingHereKnowsIncidents = noClasses()
            .that()
            .resideInAPackage("org.xmppgrid.smack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xmppgrid.iodef..", "jakarta.xml.bind..");

    @ArchTest
    static final ArchRule smacksManagersAreNeverUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Manager")
            .andShould()
            .dependOnClassesThat()
            .resideInAPackage("org.jivesoftware.smackx..")
            .because("on our wire only the SDK itself talks (DESIGN §5.3)");

    @ArchTest
    static final ArchRule noCircles =
            slices().matching("org.xmppgrid.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule usersMeetOnlyTheConnector = classes()
            .that()
            .resideInAPackage("org.xmppgrid.smack")
            .and()
            .arePublic()
            .should()
            .haveSimpleName("SmackGridConnector");
}
