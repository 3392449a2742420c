package org.xmppgrid.iodef.internal.check;

import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/**
 * The published schemas, found by namespace and only here. Their own locations are of no use: the RFC folds them, so
 * that they have a blank inside, and RFC 7970 §5.2 forbids to fetch a schema at run time anyway.
 */
final class SchemaResources implements LSResourceResolver {
    static final String IODEF = "urn:ietf:params:xml:ns:iodef-2.0";

    private static final Map<String, String> FILES = Map.of(
            IODEF,
            "iodef-2.0.xsd",
            "urn:ietf:params:xml:ns:iodef-1.0",
            "iodef-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "iodef-enum-1.0.xsd",
            "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "iodef-sci-1.0.xsd",
            "http://www.w3.org/2000/09/xmldsig#",
            "xmldsig-core-schema.xsd",
            "http://www.w3.org/XML/1998/namespace",
            "xml.xsd");

    @Override
    public LSInput resolveResource(
            String type,
            @Nullable String namespace,
            @Nullable String publicId,
            @Nullable String systemId,
            @Nullable String base) {
        return new Input(systemId(namespace), open(namespace));
    }

    /** A name to tell the schemas apart by; nothing is ever opened by it. */
    static String systemId(@Nullable String namespace) {
        return "schema-of:" + namespace;
    }

    static InputStream open(@Nullable String namespace) {
        String file = namespace == null ? null : FILES.get(namespace);
        InputStream in = file == null ? null : SchemaResources.class.getResourceAsStream("schema/" + file);
        if (in == null) {
            throw new IllegalStateException("No schema is built in for the namespace " + namespace
                    + ", and none is ever fetched (RFC 7970 §5.2)");
        }
        return in;
    }

    /** One schema, as the validator asks for it. */
    private record Input(String systemId, InputStream stream) implements LSInput {
        @Override
        public InputStream getByteStream() {
            return stream;
        }

        @Override
        public String getSystemId() {
            return systemId;
        }

        @Override
        public @Nullable Reader getCharacterStream() {
            return null;
        }

        @Override
        public @Nullable String getStringData() {
            return null;
        }

        @Override
        public @Nullable String getPublicId() {
            return null;
        }

        @Override
        public @Nullable String getBaseURI() {
            return null;
        }

        @Override
        public @Nullable String getEncoding() {
            return null;
        }

        @Override
        public boolean getCertifiedText() {
            return false;
        }

        @Override
        public void setByteStream(InputStream stream) {
            throw fixed();
        }

        @Override
        public void setSystemId(String systemId) {
            throw fixed();
        }

        @Override
        public void setCharacterStream(Reader reader) {
            throw fixed();
        }

        @Override
        public void setStringData(String text) {
            throw fixed();
        }

        @Override
        public void setPublicId(String publicId) {
            throw fixed();
        }

        @Override
        public void setBaseURI(String base) {
            throw fixed();
        }

        @Override
        public void setEncoding(String encoding) {
            throw fixed();
        }

        @Override
        public void setCertifiedText(boolean certified) {
            throw fixed();
        }

        private static UnsupportedOperationException fixed() {
            return new UnsupportedOperationException("A schema that is built in does not change");
        }
    }
}
