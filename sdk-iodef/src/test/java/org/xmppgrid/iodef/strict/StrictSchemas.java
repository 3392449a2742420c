package org.xmppgrid.iodef.strict;

import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The schemas as they were published: what a strict peer validates with. Found by namespace, never fetched. */
public final class StrictSchemas {
    static final String IODEF = "urn:ietf:params:xml:ns:iodef-2.0";
    static final String IODEF_1 = "urn:ietf:params:xml:ns:iodef-1.0";
    static final String SCI = "urn:ietf:params:xml:ns:iodef-sci-1.0";
    static final String ENUM = "urn:ietf:params:xml:ns:iodef-enum-1.0";
    static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";

    static final Map<String, String> FILES = Map.of(
            IODEF,
            "iodef-2.0.xsd",
            IODEF_1,
            "iodef-1.0.xsd",
            SCI,
            "iodef-sci-1.0.xsd",
            ENUM,
            "iodef-enum-1.0.xsd",
            DSIG,
            "xmldsig-core-schema.xsd",
            XMLConstants.XML_NS_URI,
            "xml.xsd");

    private static final Schema SCHEMA = compile();

    private StrictSchemas() {}

    static InputStream open(String namespace) {
        String file = Objects.requireNonNull(FILES.get(namespace), namespace);
        return Objects.requireNonNull(
                StrictSchemas.class.getResourceAsStream("/org/xmppgrid/iodef/internal/check/schema/" + file), file);
    }

    private static Schema compile() {
        try {
            DOMImplementationLS inputs = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                LSInput input = inputs.createLSInput();
                input.setByteStream(open(namespace));
                input.setSystemId(namespace);
                return input;
            });
            return factory.newSchema(new StreamSource(open(IODEF), IODEF));
        } catch (ReflectiveOperationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the schemas have against a document; empty for a valid one. */
    public static List<String> errors(String xml) {
        List<String> errors = new ArrayList<>();
        try {
            Validator validator = SCHEMA.newValidator();
            validator.setErrorHandler(new Collector(errors));
            validator.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                throw new IllegalStateException("Nothing is to be fetched: " + systemId);
            });
            validator.validate(new StreamSource(new StringReader(xml)));
        } catch (Exception e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        return errors;
    }

    private record Collector(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(@Nullable SAXParseException e) {
            error(e);
        }

        @Override
        public void error(@Nullable SAXParseException e) {
            errors.add(String.valueOf(e == null ? null : e.getMessage()));
        }

        @Override
        public void fatalError(@Nullable SAXParseException e) {
            error(e);
        }
    }
}
