package org.xmppgrid.iodef;

import java.io.InputStream;
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
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** The schemas as their RFCs print them, for what the model's own, lenient one would let pass. */
final class StrictSchema {
    private static final Map<String, String> FILES = Map.of(
            "urn:ietf:params:xml:ns:iodef-2.0",
            "iodef-2.0.xsd",
            "urn:ietf:params:xml:ns:iodef-1.0",
            "iodef-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "iodef-enum-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "iodef-sci-1.0.xsd",
            "http://www.w3.org/2000/09/xmldsig#",
            "xmldsig-core-schema.xsd",
            XMLConstants.XML_NS_URI,
            "xml.xsd");

    static final StrictSchema V1 = new StrictSchema("iodef-1.0.xsd");
    static final StrictSchema V2 = new StrictSchema("iodef-2.0.xsd");

    private final Schema schema;

    private StrictSchema(String file) {
        try {
            DOMImplementationLS dom = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                LSInput input = dom.createLSInput();
                input.setSystemId(FILES.get(namespace));
                input.setByteStream(open(FILES.get(namespace)));
                return input;
            });
            schema = factory.newSchema(new StreamSource(open(file), file));
        } catch (Exception e) {
            throw new IllegalStateException("The test's schemas can't be read", e);
        }
    }

    private static InputStream open(String file) {
        return StrictSchema.class.getResourceAsStream("strict/" + file);
    }

    static void assertValid(IodefDocument document) {
        assertThat(faults(Iodef.write(document))).isEmpty();
    }

    /** What the schema of version 2 has against a document. */
    static List<String> faults(String xml) {
        return V2.errors(xml);
    }

    /** What the schema has against a document; empty when it is valid. */
    List<String> errors(String xml) {
        List<String> errors = new ArrayList<>();
        try {
            Validator validator = schema.newValidator();
            validator.setErrorHandler(new DefaultHandler() {
                @Override
                public void error(SAXParseException e) {
                    errors.add(e.getMessage());
                }
            });
            validator.validate(new StreamSource(new StringReader(xml)));
        } catch (Exception e) {
            errors.add(e.toString());
        }
        return errors;
    }
}
