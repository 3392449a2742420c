package org.xmppgrid.iodef;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.iodef.internal.codec.RefusedException;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;

/** Documents that are checked before they are written: the receiver may refuse what breaks the schema. */
final class ValidatedDocuments implements PayloadType<IodefDocument> {
    private static final Logger LOG = LoggerFactory.getLogger("org.xmppgrid.iodef");
    private static final int SHOWN = 3;

    private final PayloadType<IodefDocument> documents;
    private final ValidationPolicy policy;
    private final Consumer<String> log;

    ValidatedDocuments(PayloadType<IodefDocument> documents, ValidationPolicy policy) {
        this(documents, policy, LOG::warn);
    }

    ValidatedDocuments(PayloadType<IodefDocument> documents, ValidationPolicy policy, Consumer<String> log) {
        this.documents = documents;
        this.policy = policy;
        this.log = log;
    }

    @Override
    public String namespace() {
        return documents.namespace();
    }

    @Override
    public String element() {
        return documents.element();
    }

    @Override
    public Class<IodefDocument> javaType() {
        return documents.javaType();
    }

    @Override
    public Optional<Instant> time(IodefDocument document) {
        return documents.time(document);
    }

    @Override
    public IodefDocument read(XMLStreamReader reader) throws XMLStreamException {
        return documents.read(reader);
    }

    @Override
    public void write(IodefDocument document, XMLStreamWriter writer) throws XMLStreamException {
        if (policy != ValidationPolicy.OFF) {
            check(document);
        }
        documents.write(document, writer);
    }

    private void check(IodefDocument document) {
        List<Finding> findings = Iodef.validate(document);
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (errors.isEmpty()) {
            return;
        }
        if (policy == ValidationPolicy.REFUSE) {
            String refusal = refusal(errors);
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID, refusal, null, new RefusedException(refusal, findings));
        }
        log.accept("An IODEF document is sent with " + count(errors) + " (" + findings.size() + " findings in all): "
                + first(errors, finding -> finding.path() + " (" + finding.rule() + ")"));
    }

    private static String refusal(List<Finding> errors) {
        return "The IODEF document has " + count(errors) + " and was not sent: " + first(errors, Finding::toString)
                + ". Iodef.validate(document) lists them all; Iodef.document(ValidationPolicy.WARN) sends what was kept of it.";
    }

    private static String count(List<Finding> errors) {
        return errors.size() + (errors.size() == 1 ? " error" : " errors");
    }

    private static String first(List<Finding> errors, Function<Finding, String> words) {
        String shown = errors.stream().limit(SHOWN).map(words).collect(Collectors.joining("; "));
        return errors.size() > SHOWN ? shown + "; and " + (errors.size() - SHOWN) + " more" : shown;
    }
}
