package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.internal.xml.DocumentException;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.sdk.PayloadType;

/** Reads and writes IODEF documents. Immutable; what is costly is pooled. */
public final class DocumentCodec implements PayloadType<IodefDocument> {
    private static final Logger LOG = LoggerFactory.getLogger("org.xmppgrid.iodef");

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:iodef-2.0";
    private static final String NAMESPACE_V1 = "urn:ietf:params:xml:ns:iodef-1.0";
    private static final String RID = "urn:ietf:params:xml:ns:iodef-rid-";
    private static final String ELEMENT = "IODEF-Document";

    /** What the schema says of what reading has left out, and said so. */
    private static final Map<String, String> SAID_ALREADY = Map.of(
            "schema-unexpected-element", "unknown-element",
            "schema-unexpected-attribute", "unknown-attribute",
            "schema-text", "stray-text");

    /** The prefixes of RFC 7970 §8; JAXB would number them. */
    private static final Map<String, String> PREFIXES = Map.of(
            NAMESPACE,
            "",
            NAMESPACE_V1,
            "iodef1",
            "http://www.w3.org/2000/09/xmldsig#",
            "ds",
            "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "enum",
            "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "sci",
            XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
            "xsi");

    /** What a root says in any case: the language is BCP 47's "undetermined" (RFC 5646 §4.1). */
    private static final Map<String, String> ROOT_DEFAULTS = Map.of("version", "2.00", "xml:lang", "und");

    private static final Pool<ShapeWatch, RuntimeException> SHAPES = new Pool<>(ShapeWatch::new);

    private final ReadSettings settings;

    public DocumentCodec(ReadSettings settings) {
        this.settings = settings;
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public Class<IodefDocument> javaType() {
        return IodefDocument.class;
    }

    @Override
    public IodefDocument read(XMLStreamReader reader) throws XMLStreamException {
        return readElement(reader, settings);
    }

    /** When the latest of its incidents was generated or, where it does not say, reported (RFC 7970 §3.2). */
    @Override
    public Optional<Instant> time(IodefDocument document) {
        return document.getIncident().stream()
                .flatMap(incident ->
                        instant(incident.getGenerationTime()).or(() -> instant(incident.getReportTime())).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> instant(@Nullable IodefTime time) {
        return time == null ? Optional.empty() : time.instant();
    }

    /**
     * Reads the document that a reader, whoever made it, stands before or on the start tag of. Leaves the reader on the
     * end tag of the document's root.
     */
    public static IodefDocument readElement(XMLStreamReader reader, ReadSettings settings) throws XMLStreamException {
        ShapeWatch shapes = SHAPES.take();
        List<FindingWatch> watches = settings.newWatches();
        GuardedReader guarded = new GuardedReader(reader, shapes, watches, settings.limits());
        guarded.toRoot();
        IodefDocument document = read(guarded, shapes);
        return concluded(document, shapes, watches, settings);
    }

    /** Reads a document with a parser of ours from its start to its end, both of which must be well-formed. */
    public static IodefDocument readWhole(XMLStreamReader reader, ReadSettings settings) throws XMLStreamException {
        ShapeWatch shapes = SHAPES.take();
        List<FindingWatch> watches = settings.newWatches();
        boolean done = false;
        IodefDocument document;
        try {
            GuardedReader guarded = new GuardedReader(reader, shapes, watches, settings.limits());
            guarded.toRoot();
            document = read(guarded, shapes);
            guarded.toEnd();
            done = true;
        } finally {
            if (!done || shapes.metForeignNames()) {
                Parsers.forgetNames();
            }
        }
        return concluded(document, shapes, watches, settings);
    }

    private static IodefDocument read(GuardedReader reader, ShapeWatch shapes) throws XMLStreamException {
        checkRoot(reader);
        try {
            Unmarshaller unmarshaller = Binding.UNMARSHALLERS.take();
            unmarshaller.setEventHandler(event -> {
                shapes.unreadable();
                return true;
            });
            IodefDocument document = (IodefDocument) unmarshaller.unmarshal(reader);
            unmarshaller.setEventHandler(null);
            Binding.UNMARSHALLERS.giveBack(unmarshaller);
            return document;
        } catch (JAXBException e) {
            throw unwrapped(e, "read", reader.path());
        }
    }

    /** Says what was odd: to who asks the document, to who looks into the log, and to a strict reader as a refusal. */
    private static IodefDocument concluded(
            IodefDocument document, ShapeWatch shapes, List<FindingWatch> watches, ReadSettings settings)
            throws RefusedException {
        shapes.finish();
        ReadReport report = shapes.report();
        List<Finding> findings = report.findings();
        int errors = report.lost();
        Set<String> said = new HashSet<>();
        if (!watches.isEmpty()) {
            findings.forEach(finding -> said.add(topic(finding.rule(), finding.path())));
        }
        for (FindingWatch watch : watches) {
            for (Finding finding : watch.findings()) {
                if (!said.contains(topic(SAID_ALREADY.getOrDefault(finding.rule(), ""), finding.path()))) {
                    findings.add(finding);
                    errors += finding.severity() == Finding.Severity.ERROR ? 1 : 0;
                }
            }
        }
        if (settings.strict()) {
            if (errors > 0) {
                throw new RefusedException(errors, findings);
            }
        } else if (report.lost() > 0) {
            LOG.warn(
                    "RFC 7970 has no place for {} of the parts of an IODEF document; they were not kept: {}",
                    report.lost(),
                    report.summary());
        }
        if (!findings.isEmpty()) {
            DocumentFindings.attach(document, findings);
        }
        shapes.reset();
        SHAPES.giveBack(shapes);
        return document;
    }

    /** A rule and the place, whose last position counts for nothing: what the model has no room for has none. */
    private static String topic(String rule, String path) {
        return rule + ' ' + (path.endsWith("]") ? path.substring(0, path.lastIndexOf('[')) : path);
    }

    private static void checkRoot(GuardedReader reader) throws DocumentException {
        String namespace = String.valueOf(reader.getNamespaceURI());
        String element = reader.getLocalName();
        if (namespace.equals(NAMESPACE_V1)) {
            throw new DocumentException(
                    "This is an IODEF version 1 document (RFC 5070, " + NAMESPACE_V1 + ")",
                    "",
                    reader.getLocation(),
                    "Only version 2 (RFC 7970, " + NAMESPACE + ") is read here; Iodef.readV1 upgrades version 1.",
                    null);
        }
        if (!namespace.equals(NAMESPACE) || !element.equals(ELEMENT)) {
            throw new DocumentException(
                    "The root is {" + namespace + "}" + element,
                    "",
                    reader.getLocation(),
                    namespace.startsWith(RID)
                            ? "This is a RID message (RFC 6545); take the IODEF-Document out of it and read that."
                            : "An IODEF document starts with {" + NAMESPACE + "}" + ELEMENT + ".",
                    null);
        }
    }

    @Override
    public void write(IodefDocument document, XMLStreamWriter writer) throws XMLStreamException {
        LeanWriter lean = new LeanWriter(writer, PREFIXES, ROOT_DEFAULTS);
        try {
            Marshaller marshaller = Binding.MARSHALLERS.take();
            marshaller.marshal(document, lean);
            Binding.MARSHALLERS.giveBack(marshaller);
        } catch (JAXBException e) {
            throw unwrapped(e, "written", lean.path());
        }
    }

    /** Sends the document as events: what {@link #write} would write, foreign XML still as text in its envelope. */
    public void send(IodefDocument document, ContentHandler to) throws SAXException {
        try {
            Marshaller marshaller = Binding.MARSHALLERS.take();
            marshaller.marshal(document, to);
            Binding.MARSHALLERS.giveBack(marshaller);
        } catch (JAXBException e) {
            throw new SAXException(e);
        }
    }

    /** JAXB wraps what the reader or writer threw, which says it better. */
    private static XMLStreamException unwrapped(JAXBException e, String verb, String path) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DocumentException known) {
                return known;
            }
        }
        return new DocumentException(
                "The document can't be " + verb + ": " + e,
                path,
                null,
                "Please report this with the document, if it may be shared.",
                e);
    }
}
