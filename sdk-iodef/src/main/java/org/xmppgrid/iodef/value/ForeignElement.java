package org.xmppgrid.iodef.value;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.xml.ForeignXml;
import org.xmppgrid.iodef.internal.xml.LeanWriter;

/**
 * An element of another vocabulary inside an IODEF document: the content of AdditionalData and its kin where
 * {@code dtype} is {@code xml} (RFC 7970 §5.2), a SWID tag in SoftwareReference, an XML signature. It is kept as XML
 * text that stands on its own, with the names, prefixes and order of the original; it is immutable, and equal to
 * another when the text is.
 */
@XmlAccessorType(XmlAccessType.NONE)
@XmlRootElement(name = LeanWriter.ENVELOPE_NAME, namespace = LeanWriter.ENVELOPE_NAMESPACE)
public final class ForeignElement {
    private final String namespace;
    private final String localName;

    /** What JAXB writes of the element: an envelope around its text, which {@link LeanWriter} opens. */
    @XmlValue
    private final String text;

    private ForeignElement(ForeignXml xml) {
        this.namespace = xml.namespace();
        this.localName = xml.localName();
        this.text = xml.text();
    }

    /** JAXB wants it of every class that it writes, and never calls it: this one is not read that way. */
    private ForeignElement() {
        this(new ForeignXml("", "", ""));
    }

    /**
     * The element that a text holds. White space and comments around the element, and comments and processing
     * instructions inside it, are not part of it.
     *
     * @param xml one well-formed element with all the namespaces it uses; no DOCTYPE
     * @return the element
     * @throws IllegalArgumentException if the text is not one well-formed element
     */
    public static ForeignElement of(String xml) {
        try {
            return new ForeignElement(ForeignXml.parse(Objects.requireNonNull(xml, "xml")));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("xml: not one well-formed element: " + e.getMessage(), e);
        }
    }

    /**
     * The element as XML text that stands on its own: without a declaration, with every namespace it uses.
     *
     * @return well-formed XML
     */
    public String xml() {
        return text;
    }

    /**
     * The namespace of the element.
     *
     * @return the namespace name; empty when the element is in none
     */
    public String namespace() {
        return namespace;
    }

    /**
     * The name of the element.
     *
     * @return the name without its prefix
     */
    public String localName() {
        return localName;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForeignElement element && element.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The name only: what is inside may be confidential. */
    @Override
    public String toString() {
        return "ForeignElement[{" + namespace() + "}" + localName() + "]";
    }
}
