package org.xmppgrid.iodef;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema as RFC 7970 published it, which is what peers validate with. */
final class StrictSchema {
    private static final Map<String, String> FILES = Map.of(
            "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "iodef-enum-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "iodef-sci-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-1.0",
            "iodef-1.0.xsd",
            "http://www.w3.org/2000/09/xmldsig#",
            "xmldsig-core-schema.xsd",
            XMLConstants.XML_NS_URI,
            "xml.xsd");
    private static final Schema SCHEMA = compiled();

    private StrictSchema() {}

    static void assertValid(IodefDocument document) {
        assertThat(faults(Iodef.write(document))).isEmpty();
    }

    /** What the schema has against a document. */
    static List<String> faults(String xml) {
        List<String> faults = new ArrayList<>();
        Validator validator = SCHEMA.newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) {
                faults.add(e.getMessage());
            }

            @Override
            public void error(SAXParseException e) {
                faults.add(e.getMessage());
            }

            @Override
            public void fatalError(SAXParseException e) {
                faults.add(e.getMessage());
            }
        });
        try {
            validator.validate(new StreamSource(new StringReader(xml)));
        } catch (SAXException | IOException e) {
            throw new AssertionError(e);
        }
        return faults;
    }

    private static Schema compiled() {
        try {
            DOMImplementationLS dom = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                String file = FILES.get(namespace);
                if (file == null) {
                    throw new IllegalStateException("No schema for " + namespace);
                }
                LSInput input = dom.createLSInput();
                input.setByteStream(StrictSchema.class.getResourceAsStream("strict/" + file));
                input.setSystemId("strict:" + file);
                return input;
            });
            return factory.newSchema(new StreamSource(StrictSchema.class.getResourceAsStream("strict/iodef-2.0.xsd")));
        } catch (ReflectiveOperationException | SAXException e) {
            throw new AssertionError(e);
        }
    }
}
