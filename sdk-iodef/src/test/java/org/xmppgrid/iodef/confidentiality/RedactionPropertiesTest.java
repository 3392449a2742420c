package org.xmppgrid.iodef.confidentiality;

import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.internal.meta.PartIterator;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every redaction, on the documents of RFC 8274 with restrictions all over them. */
class RedactionPropertiesTest {
    private static final Pattern RESTRICTABLE =
            Pattern.compile("<iodef:(IncidentID|RelatedActivity|Contact|Discovery|Method"
                    + "|Assessment|EventData|Expectation|System|Record|RecordData|FileData|CertificateData|Indicator|Observable"
                    + "|RelatedDNS)(?=[ >\\n])");
    private static final List<String> COLOURS = List.of("white", "green", "amber", "red");
    private static Schema schema;

    @BeforeAll
    static void readSchema() throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        schema = factory.newSchema(Path.of("src/main/schema/iodef-2.0.xsd").toFile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"B.1-malware-delivery-url", "B.2-ddos", "B.3-spear-phishing", "B.4-malware", "B.5-iot-malware"})
    void of_whenRestrictionsAreAnywhere_thenWhatIsLeftIsValidOpenEnoughAndReferredToByNothing(String name)
            throws Exception {
        String original = text(name)
                .replaceAll(" restriction=\"[a-z]+\"", "")
                .replaceFirst("<IODEF-Document ", "<IODEF-Document xml:lang=\"en\" ");
        assertValid(original);
        int left = 0;
        for (int seed = 0; seed < 60; seed++) {
            IodefDocument document = Iodef.read(restricted(original, new Random(seed)));

            Optional<IodefDocument> redacted = Iodef.redact(document, Restriction.GREEN);

            if (redacted.isPresent()) {
                left += redacted.get().equals(document) ? 0 : 1;
                assertValid(Iodef.write(redacted.get()));
                assertOpenEnough(redacted.get());
                assertThat(Iodef.redact(redacted.get(), Restriction.GREEN)).containsSame(redacted.get());
                // Not the objects: the RFC's documents state no language, and what is written states one.
                String written = Iodef.write(redacted.get());
                assertThat(Iodef.write(Iodef.read(written))).isEqualTo(written);
            }
        }
        assertThat(left).as("redactions that took something and left something").isGreaterThan(5);
    }

    private static void assertOpenEnough(IodefDocument document) {
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(document);
        PartIterator parts = new PartIterator(PlacedPart.root(document, PartPath.root()));
        parts.next();
        parts.forEachRemaining(
                placed -> assertThat(restrictions.at(placed.path().toString()).orElseThrow())
                        .as(placed.path().toString())
                        .isIn(Restriction.PUBLIC, Restriction.PARTNER));
    }

    /** Of the schema's lenient form, which holds references against identifiers. */
    private static void assertValid(String xml) throws Exception {
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    private static String restricted(String xml, Random random) {
        String incident = xml.replaceFirst("<iodef:Incident ", "<iodef:Incident restriction='green' ");
        Matcher matcher = RESTRICTABLE.matcher(incident);
        return matcher.replaceAll(found -> random.nextInt(5) == 0
                ? found.group() + " restriction='" + COLOURS.get(random.nextInt(COLOURS.size())) + "'"
                : found.group());
    }

    private static String text(String name) throws Exception {
        try (InputStream in =
                RedactionPropertiesTest.class.getResourceAsStream("/org/xmppgrid/iodef/rfc/rfc8274-" + name + ".xml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
