package org.xmppgrid.iodef.internal.binding;

import jakarta.xml.bind.ValidationEventHandler;
import jakarta.xml.bind.annotation.DomHandler;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXResult;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;
import org.xmppgrid.iodef.internal.xml.ForeignXmlBuilder;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.value.ForeignElement;

/**
 * Binds {@code xs:any} to {@link ForeignElement}. JAXB's own binding is DOM, which is mutable, not safe to share between
 * threads even for reading, and never equal to its like.
 */
public final class ForeignElementHandler implements DomHandler<ForeignElement, ForeignElementHandler.Capture> {

    @Override
    public Capture createUnmarshaller(ValidationEventHandler errorHandler) {
        return new Capture();
    }

    @Override
    public ForeignElement getElement(Capture capture) {
        return ForeignElement.of(capture.builder.build().text());
    }

    /** Never asked: JAXB writes the class as one it knows, with its text in an envelope that {@link LeanWriter} opens. */
    @Override
    public Source marshal(ForeignElement element, ValidationEventHandler errorHandler) {
        throw new UnsupportedOperationException("ForeignElement is written as a class of the JAXB context");
    }

    /** Collects what JAXB hands over: all that is declared around the element, then the element. */
    public static final class Capture extends SAXResult {
        private final ForeignXmlBuilder builder = new ForeignXmlBuilder();

        Capture() {
            super(new DefaultHandler());
            setHandler(new Collector(builder));
        }
    }

    private static final class Collector extends DefaultHandler {
        private final ForeignXmlBuilder builder;

        Collector(ForeignXmlBuilder builder) {
            this.builder = builder;
        }

        @Override
        public void startPrefixMapping(@Nullable String prefix, @Nullable String namespace) {
            builder.declare(prefix == null ? "" : prefix, namespace == null ? "" : namespace);
        }

        @Override
        public void startElement(String namespace, String localName, String name, Attributes attributes) {
            builder.start(prefix(name), localName, namespace);
            for (int i = 0; i < attributes.getLength(); i++) {
                String attribute = attributes.getQName(i);
                if (!attribute.equals("xmlns") && !attribute.startsWith("xmlns:")) {
                    builder.attribute(
                            prefix(attribute),
                            attributes.getLocalName(i),
                            attributes.getURI(i),
                            attributes.getValue(i));
                }
            }
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            builder.characters(new String(characters, start, length));
        }

        @Override
        public void endElement(String namespace, String localName, String name) {
            builder.end();
        }

        private static String prefix(String name) {
            int colon = name.indexOf(':');
            return colon < 0 ? "" : name.substring(0, colon);
        }
    }
}
