package org.xmppgrid.iodef.internal.meta;

import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What the Javadoc of the model says, against the model and against the schema of RFC 7970 as it is printed there. */
class ModelJavadocTest {
    private static final Path TABLE = Path.of("src/main/bindings/model-javadoc.txt");
    private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;

    private static final Map<String, Line> LINES = new LinkedHashMap<>();
    private static final List<ModelClass> CLASSES = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static Document schema;

    private record Line(String often, String absence, String clause, String words) {
        /** As often as the schema of RFC 7970 lets it stand. */
        String bySchema() {
            return Stream.of(often.split(", "))
                    .filter(other -> other.startsWith("schema "))
                    .map(other -> other.substring("schema ".length()))
                    .findFirst()
                    .orElse(often.split(", ")[0]);
        }
    }

    @BeforeAll
    static void readTableModelAndSchema() throws Exception {
        String owner = "";
        for (String line : Files.readAllLines(TABLE)) {
            String[] cells = line.strip().split(" \\| ");
            if (line.startsWith("  ") && cells.length == 5) {
                LINES.put(owner + "." + cells[0], new Line(cells[1], cells[2], cells[3], cells[4]));
            } else if (!line.startsWith(" ") && cells.length == 3) {
                owner = cells[0];
                LINES.put(owner, new Line("", "", cells[1], cells[2]));
            }
        }
        collect(ModelClass.of(IodefDocument.class));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in =
                ModelJavadocTest.class.getResourceAsStream("/org/xmppgrid/iodef/internal/check/schema/iodef-2.0.xsd")) {
            schema = factory.newDocumentBuilder().parse(in);
        }
    }

    private static void collect(ModelClass part) {
        if (CLASSES.contains(part)) {
            return;
        }
        CLASSES.add(part);
        for (ModelProperty property : part.children()) {
            for (ModelProperty.Element element : property.elements()) {
                if (element.isPart()) {
                    collect(ModelClass.of(element.type()));
                }
            }
        }
    }

    @Test
    void table_whenTheModelIsWalked_thenHasALineWithAClauseForEachPropertyAndClass() {
        assertThat(CLASSES).hasSizeGreaterThan(75);
        List<String> without = new ArrayList<>();

        for (ModelClass part : CLASSES) {
            without.addAll(
                    Stream.concat(Stream.of(name(part.type())), properties(part).map(ModelJavadocTest::name))
                            .filter(name -> !LINES.containsKey(name)
                                    || !LINES.get(name)
                                            .clause()
                                            .matches("\\^|(RFC \\d{4} |XML Signature )?§[\\d.]+|RFC \\d{4}"))
                            .toList());
        }

        assertThat(without).isEmpty();
        assertThat(LINES.values())
                .filteredOn(line -> line.often().isEmpty())
                .allMatch(
                        line -> !line.clause().startsWith("§") && !line.clause().equals("^"));
    }

    @Test
    void table_whenTheSchemaHasADefault_thenSaysIt() {
        TreeSet<String> inSchema = new TreeSet<>();
        TreeSet<String> inTable = new TreeSet<>();

        for (ModelClass part : classesOfTheSchema()) {
            for (ModelProperty attribute : part.attributes()) {
                Element declared = attribute(part, attribute);
                if (declared != null && (declared.hasAttribute("default") || declared.hasAttribute("fixed"))) {
                    inSchema.add(
                            name(attribute) + "=" + declared.getAttribute("default") + declared.getAttribute("fixed"));
                }
                String absence = LINES.get(name(attribute)).absence();
                if (!absence.equals("-") && !absence.endsWith(", text")) {
                    inTable.add(name(attribute) + "=" + absence.replaceAll(", .*", ""));
                }
            }
        }

        assertThat(inTable).isEqualTo(inSchema).hasSize(11);
    }

    @Test
    void table_whenTheSchemaRequiresAnAttribute_thenSaysSo() {
        List<String> differing = new ArrayList<>();
        int compared = 0;

        for (ModelClass part : classesOfTheSchema()) {
            for (ModelProperty attribute : part.attributes()) {
                Element declared = attribute(part, attribute);
                if (declared != null) {
                    String use = declared.getAttribute("use").equals("required") ? "1" : "0..1";
                    compare(attribute, use, differing);
                    compared++;
                }
            }
        }

        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void table_whenTheSchemaLetsAChildStand_thenSaysHowOften() {
        List<String> differing = new ArrayList<>();
        int compared = 0;

        for (ModelClass part : classesOfTheSchema()) {
            for (ModelProperty child : part.children()) {
                // Choices are worded by hand: their branches stand in the schema one by one. Signatures are any XML to
                // us.
                if (child.kind() == ModelProperty.Kind.ELEMENT) {
                    compare(child, childOccurs(part, child.name()), differing);
                    compared++;
                }
            }
        }

        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThan(200);
    }

    private static void compare(ModelProperty property, String inSchema, List<String> differing) {
        String inTable = LINES.get(name(property)).bySchema();
        if (!inTable.equals(inSchema)) {
            differing.add(name(property) + ": " + inTable + " in the table, " + inSchema + " in the schema");
        }
    }

    // ---- names ----

    private static Stream<ModelProperty> properties(ModelClass part) {
        return Stream.of(part.attributes().stream(), part.children().stream(), part.text().stream())
                .flatMap(properties -> properties);
    }

    private static String name(Class<?> type) {
        return type.getName().substring(IodefDocument.class.getPackageName().length() + 1);
    }

    private static String name(ModelProperty property) {
        return name(property.owner()) + "." + property.javaName().replaceFirst("^_", "");
    }

    // ---- the schema ----

    /** The classes of IODEF 2.0 itself: those of other namespaces are in other schemas. */
    private static List<ModelClass> classesOfTheSchema() {
        return CLASSES.stream()
                .filter(part -> part.type().getPackage().equals(IodefDocument.class.getPackage()))
                .toList();
    }

    private static @Nullable Element attribute(ModelClass part, ModelProperty attribute) {
        return all(typeOf(part), "attribute")
                .filter(declared -> attribute.name().equals(declared.getAttribute("name"))
                        || attribute.name().equals(declared.getAttribute("ref")))
                .findFirst()
                .orElseGet(() -> {
                    // A hint that no schema may declare.
                    assertThat(attribute.name()).isEqualTo("xsi:schemaLocation");
                    return null;
                });
    }

    private static String childOccurs(ModelClass part, String name) {
        Element type = typeOf(part);
        Element child = all(type, "element")
                .filter(element -> name.equals(element.getAttribute("name"))
                        || name.equals(element.getAttribute("ref").replaceFirst(".*:", "")))
                .findFirst()
                .orElse(null);
        if (child == null) {
            return "0";
        }
        boolean optional = false;
        boolean many = false;
        for (Element e = child; e != type; e = (Element) e.getParentNode()) {
            optional |= e.getAttribute("minOccurs").equals("0");
            many |= e.getAttribute("maxOccurs").equals("unbounded");
            optional |= e.getLocalName().equals("choice");
        }
        return many ? optional ? "0..n" : "1..n" : optional ? "0..1" : "1";
    }

    /** The definition of a class: within the element of its name, or by the type of its name, its own or its parent's. */
    private static Element typeOf(ModelClass part) {
        Class<?> type = part.type().getSuperclass() == Object.class
                ? part.type()
                : part.type().getSuperclass();
        XmlRootElement root = type.getAnnotation(XmlRootElement.class);
        String kind = root == null ? "complexType" : "element";
        String name = root == null ? type.getAnnotation(XmlType.class).name() : root.name();
        return all(schema.getDocumentElement(), kind)
                .filter(element -> element.getParentNode() == schema.getDocumentElement())
                .filter(element -> element.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " " + name + " in the schema"));
    }

    private static Stream<Element> all(Element in, String kind) {
        NodeList found = in.getElementsByTagNameNS(XS, kind);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
