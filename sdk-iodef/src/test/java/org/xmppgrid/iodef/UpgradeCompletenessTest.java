package org.xmppgrid.iodef;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is lost in silence: each value of a version 1 document is in the upgraded one, or its place in a finding. */
class UpgradeCompletenessTest {
    private static final String ROOT = "/IODEF-Document[1]";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern STEP_WITHOUT_POSITION = Pattern.compile("(?<=/)([^/@\\]]+)(?=/|$)");

    static Set<String> documents() {
        return Documents.VERSION_1;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readV1_whenADocumentIsUpgraded_thenEachValueIsInItOrItsPlaceInAFinding(String name) throws Exception {
        String xml = Documents.text(name);
        IodefDocument upgraded = Iodef.readV1(xml);
        Set<String> places = upgraded.findings().stream()
                .map(finding -> withAllPositions(finding.path()))
                .collect(Collectors.toSet());
        Map<String, Integer> missing = new HashMap<>();
        Map<String, String> where = new HashMap<>();

        walk(parse(xml), ROOT, (path, value) -> {
            if (!places.contains(path)) {
                missing.merge(value, 1, Integer::sum);
                where.put(value, path);
            }
        });
        walk(parse(Iodef.write(upgraded)), ROOT, (path, value) -> missing.merge(value, -1, Integer::sum));

        assertThat(missing.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> where.get(entry.getKey()) + " = " + entry.getKey()))
                .isEmpty();
        assertThat(missing).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readV1_whenThereAreFindings_thenTheyLeadToAPlaceOfTheOriginal(String name) throws Exception {
        String xml = Documents.text(name);
        Map<String, Boolean> places = new HashMap<>();
        walkPlaces(parse(xml), ROOT, places);

        assertThat(Iodef.readV1(xml).findings()).isNotEmpty().allSatisfy(finding -> assertThat(places)
                .containsKey(withAllPositions(finding.path())));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readV1_whenThereAreFindings_thenTheyQuoteNoContent(String name) throws Exception {
        String xml = Documents.text(name);
        String said = Iodef.readV1(xml).findings().toString();

        walk(parse(xml), ROOT, (path, value) -> {
            if (value.length() > 8 && !value.matches("[a-z-]+|(20\\d\\d|urn).*")) {
                assertThat(said).doesNotContain(value);
            }
        });
    }

    /** Steps that may stand once have no position in a finding; here everything is counted. */
    private static String withAllPositions(String path) {
        return STEP_WITHOUT_POSITION.matcher(path).replaceAll("$1[1]").replace("/text()[1]", "");
    }

    private static Element parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setCoalescing(true);
        factory.setIgnoringComments(true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static void walk(Element element, String path, BiConsumer<String, String> visitor) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                visitor.accept(path + "/@" + attribute.getName(), squeezed(attribute.getValue()));
            }
        }
        Map<String, Integer> positions = new HashMap<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element next) {
                int position = positions.merge(next.getLocalName(), 1, Integer::sum);
                walk(next, path + "/" + next.getLocalName() + "[" + position + "]", visitor);
            } else if (child instanceof Text text && !text.getData().isBlank()) {
                visitor.accept(path, squeezed(text.getData()));
            }
        }
    }

    private static void walkPlaces(Element element, String path, Map<String, Boolean> places) {
        places.put(path, true);
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            places.put(path + "/@" + element.getAttributes().item(i).getNodeName(), true);
        }
        Map<String, Integer> positions = new HashMap<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element next) {
                int position = positions.merge(next.getLocalName(), 1, Integer::sum);
                walkPlaces(next, path + "/" + next.getLocalName() + "[" + position + "]", places);
            }
        }
    }

    private static String squeezed(String value) {
        return SPACE.matcher(value.strip()).replaceAll(" ");
    }
}
