package org.xmppgrid.iodef;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "org.xmppgrid.iodef", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] HIDDEN = {
        "jakarta.xml.bind..", "org.glassfish.jaxb..", "com.fasterxml..", "org.xmppgrid.iodef.internal.."
    };

    @ArchTest
    static final ArchRule iodef_whenItIsBuilt_thenKnowsNoXmpp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jivesoftware..", "org.igniterealtime..", "org.jxmpp..", "org.xmppgrid.smack..");

    @ArchTest
    static final ArchRule publicMethods_whenUsersCallThem_thenShowNoTypeOfTheImplementation = classes()
            .that()
            .resideInAnyPackage(
                    "org.xmppgrid.iodef",
                    "org.xmppgrid.iodef.value",
                    "org.xmppgrid.iodef.confidentiality",
                    "org.xmppgrid.iodef.detection",
                    "org.xmppgrid.iodef.json")
            .should(showOnlyTypesOutside(HIDDEN));

    @ArchTest
    static final ArchRule packages_whenTheyNeedEachOther_thenInOneDirection = SlicesRuleDefinition.slices()
            .matching(
                    "org.xmppgrid.iodef.(internal.check|internal.xml|internal.binding|internal.codec|internal.meta|internal.v1|internal.build|internal.json|value|model|json|confidentiality|detection)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule xml_whenItIsParsed_thenByItsOwnPackage = noClasses()
            .that()
            .resideOutsideOfPackages("org.xmppgrid.iodef.internal.xml", "org.xmppgrid.iodef.internal.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule jackson_whenItIsNotThere_thenOneClassMissesIt = noClasses()
            .that()
            .haveNameNotMatching(".*\\.JsonText(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..");

    private static ArchCondition<JavaClass> showOnlyTypesOutside(String... packages) {
        DescribedPredicate<JavaClass> hidden = JavaClass.Predicates.resideInAnyPackage(packages);
        return new ArchCondition<>("show no type of JAXB, the parser or our internals") {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                if (!owner.getModifiers().contains(JavaModifier.PUBLIC)) {
                    return;
                }
                owner.getCodeUnits().stream()
                        .filter(ArchitectureTest::isVisible)
                        .forEach(unit -> typesOf(unit)
                                .filter(hidden)
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        unit, unit.getFullName() + " shows " + type.getName()))));
            }
        };
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesOf(JavaCodeUnit unit) {
        return Stream.concat(
                Stream.of(unit.getRawReturnType()),
                Stream.concat(unit.getRawParameterTypes().stream(), unit.getExceptionTypes().stream()));
    }
}
