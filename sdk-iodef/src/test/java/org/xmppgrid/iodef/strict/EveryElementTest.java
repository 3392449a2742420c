package org.xmppgrid.iodef.strict;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.strict.CoveringDecisions.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Every element and attribute of RFC 7970, and of the schemas it refers to, is kept. */
class EveryElementTest {
    /** Enough for the longest choice, that of Observable; not all can stand in one document. */
    private static final int DOCUMENTS = 10;

    private static final Map<Tokens, List<XmlNode>> GROWN = new EnumMap<>(Tokens.class);

    private static List<XmlNode> documents(Tokens tokens) {
        return GROWN.computeIfAbsent(tokens, EveryElementTest::grow);
    }

    private static List<XmlNode> grow(Tokens tokens) {
        Map<Grammar.Group, Integer> turns = new IdentityHashMap<>();
        return Stream.generate(() -> DocumentGrower.grow(new CoveringDecisions(tokens, turns)))
                .limit(DOCUMENTS)
                .toList();
    }

    private static Stream<XmlNode> nodes(Tokens tokens) {
        return documents(tokens).stream().flatMap(XmlNode::all);
    }

    @Test
    void schema_whenItsElementsAreCounted_thenThereAreThoseOfTheRfc() {
        assertThat(Grammar.published().globals(StrictSchemas.IODEF)).hasSize(123);
    }

    @Test
    void documents_whenTheyAreGrown_thenHoldEveryElement() {
        Set<QName> names = nodes(Tokens.LISTED).map(node -> node.name).collect(Collectors.toSet());

        assertThat(names).containsAll(Grammar.published().globals(StrictSchemas.IODEF));
        assertThat(names).containsAll(Grammar.published().globals(StrictSchemas.ENUM));
        assertThat(names.stream().map(QName::getNamespaceURI))
                .contains(StrictSchemas.SCI, StrictSchemas.DSIG, StrictSchemas.IODEF_1);
    }

    /** The schema says what may stand where; each of that does, with each of its attributes. */
    @Test
    void documents_whenTheyAreGrown_thenHoldEveryChildAndAttributeOfEveryElement() {
        Set<String> found = new TreeSet<>();
        Stream.concat(nodes(Tokens.LISTED), nodes(Tokens.EXTENDED)).forEach(node -> {
            node.children().forEach(child -> found.add(node.name + "/" + child.name));
            node.attributes.keySet().forEach(attribute -> found.add(node.name + "/@" + attribute));
        });
        Set<String> expected = new TreeSet<>();
        expect(
                Grammar.published().element(new QName(StrictSchemas.IODEF, "IODEF-Document")),
                new HashSet<>(),
                expected);

        assertThat(expected).hasSizeGreaterThan(500);
        expected.removeAll(found);
        assertThat(expected).as("what no document holds").isEmpty();
    }

    private static void expect(Grammar.Child element, Set<QName> known, Set<String> expected) {
        if (!known.add(element.name())) {
            return;
        }
        Grammar.Type type = Grammar.published().type(element);
        type.attributes().forEach(attribute -> expected.add(element.name() + "/@" + attribute.name()));
        children(type.particles()).forEach(child -> {
            expected.add(element.name() + "/" + child.name());
            expect(child, known, expected);
        });
    }

    private static Stream<Grammar.Child> children(List<Grammar.Particle> particles) {
        return particles.stream().flatMap(particle -> {
            if (particle instanceof Grammar.Group group) {
                return children(group.particles());
            }
            return particle instanceof Grammar.Child child ? Stream.of(child) : Stream.empty();
        });
    }

    @Test
    void documents_whenTheyAreExtended_thenHoldEveryPairOfAttributes() {
        Set<String> pairs = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        nodes(Tokens.EXTENDED)
                .filter(node -> node.name.getNamespaceURI().equals(StrictSchemas.IODEF))
                .forEach(node -> node.attributes.keySet().stream()
                        .filter(DocumentGrower::isExtension)
                        .forEach(extension -> {
                            QName extended = new QName(extension.getLocalPart().substring("ext-".length()));
                            String pair = node.name.getLocalPart() + "/@" + extended;
                            ("ext-value".equals(node.attributes.get(extended)) ? pairs : without).add(pair);
                        }));

        // The schema forgot two ext-values that the text has (RFC 7970 §3.29.3.1 and §5.1.1).
        assertThat(without).containsExactly("BulkObservable/@type", "IndicatorExpression/@operator");
        // It has 59 pairs; seven elements share the two of ExtensionType, two elements those of BusinessImpactType.
        assertThat(pairs).hasSize(59 - without.size() + 6 * 2 + 2);
    }

    @ParameterizedTest
    @EnumSource(Tokens.class)
    void write_whenADocumentHoldsEverything_thenNothingIsLost(Tokens tokens) {
        for (XmlNode document : documents(tokens)) {
            IodefDocument built = ModelMaker.make(document);

            String written = Iodef.write(built);

            SameXml.assertSame(written, document.toXml());
            assertThat(Iodef.read(written)).isEqualTo(built).hasSameHashCodeAs(built);
            assertThat(Iodef.read(written).findings()).noneMatch(SameXml::isLoss);
        }
    }

    @ParameterizedTest
    @EnumSource(Tokens.class)
    void read_whenADocumentHoldsEverything_thenNothingIsLost(Tokens tokens) {
        for (XmlNode document : documents(tokens)) {
            IodefDocument read = Iodef.read(document.toXml());

            SameXml.assertSame(Iodef.write(read), document.toXml());
        }
    }

    @Test
    void write_whenADocumentHoldsEverything_thenIsValid() {
        for (XmlNode document : documents(Tokens.LISTED)) {
            assertThat(StrictSchemas.errors(Iodef.write(ModelMaker.make(document))))
                    .isEmpty();
        }
    }

    @Test
    void write_whenADocumentIsExtended_thenIsValid() {
        for (XmlNode document : documents(Tokens.EXTENDED)) {
            assertThat(StrictSchemas.errors(Iodef.write(ModelMaker.make(document))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Tokens.class)
    void newCopyBuilder_whenADocumentHoldsEverything_thenNothingIsLost(Tokens tokens) {
        for (XmlNode document : documents(tokens)) {
            IodefDocument built = ModelMaker.make(document);

            assertThat(built.newCopyBuilder().build()).isEqualTo(built);
        }
    }
}
