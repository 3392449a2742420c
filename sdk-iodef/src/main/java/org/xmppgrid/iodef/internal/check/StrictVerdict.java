package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.value.Finding;

/**
 * What the strict schema says of one document, which is told here event by event. For one document and one thread; a
 * document that is not told to its end leaves nothing to clean up.
 */
final class StrictVerdict {
    /** References whose places are remembered, and identifiers; those beyond are reported at the root. */
    private static final int MAX_REMEMBERED = 10_000;

    private static final int MAX_IDENTIFIER = 1_000;

    /** Wording a violation takes longer than checking an element; a document with so many is wrong enough. */
    private static final int MAX_VIOLATIONS = 5_000;

    /** Characters that the validator matches against a pattern. */
    private static final int MAX_PATTERN = 1_000;

    private final StrictSchema.Pooled validator = StrictSchema.take();
    private final ElementTrack track = new ElementTrack();
    private final FindingList found = new FindingList();
    private final SchemaWording wording = new SchemaWording(track, this::report);
    private final Map<String, List<Place>> references = new HashMap<>();
    private final Set<String> referredIndicators = new HashSet<>();
    private final BitSet textOwed = new BitSet();
    private final StringBuilder identifier = new StringBuilder();
    private final StringBuilder ports = new StringBuilder();
    private boolean inIdentifier;
    private boolean inPorts;
    private int remembered;
    private boolean started;
    private boolean broken;
    private int violations;

    private record Place(PartPath path, int ordinal) {}

    /** A prefix is declared by the element that starts next. */
    void declare(String prefix, String namespace) throws SAXException {
        open();
        if (gaveUp()) {
            return;
        }
        validator.sawStrangeName(prefix);
        validator.sawStrangeName(namespace);
        validator.handler().startPrefixMapping(prefix, namespace);
    }

    /**
     * An element starts.
     *
     * @param namespace empty for none
     * @param qName the name with its prefix
     */
    void start(String namespace, String localName, String qName, Attributes attributes) throws SAXException {
        open();
        if (gaveUp()) {
            return;
        }
        boolean known = track.start(namespace, localName);
        if (!known) {
            validator.sawStrangeName(localName);
            validator.sawStrangeName(namespace);
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.getLocalName(i);
            if (!known || name.length() > 20) {
                validator.sawStrangeName(name);
            }
            if (name.equals("uid-ref") && known && remembered < MAX_REMEMBERED) {
                remembered++;
                references
                        .computeIfAbsent(attributes.getValue(i).strip(), value -> new ArrayList<>(1))
                        .add(new Place(track.path().attribute(name), track.ordinal()));
            }
        }
        textOwed.set(track.depth(), known && owesText(localName, attributes));
        inIdentifier = known && localName.equals("IndicatorID") && refersToIndicator();
        sendPorts();
        inPorts = localName.equals("Portlist");
        validator.handler().startElement(namespace, localName, qName, withShortLanguages(attributes));
    }

    /** As for a Portlist: what is long is matched here, and something short that is as right or wrong is sent on. */
    private static Attributes withShortLanguages(Attributes attributes) {
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals("lang")
                    && attributes.getValue(i).length() > MAX_PATTERN) {
                AttributesImpl shortened = new AttributesImpl(attributes);
                shortened.setValue(i, isLanguage(attributes.getValue(i).strip()) ? "en" : "!");
                return shortened;
            }
        }
        return attributes;
    }

    private static boolean isLanguage(String text) {
        int length = 0;
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-') {
                if (length == 0) {
                    return false;
                }
                length = 0;
                first = false;
            } else if (c > 'z' || !(first ? Character.isLetter(c) : Character.isLetterOrDigit(c)) || ++length > 8) {
                return false;
            }
        }
        return length > 0;
    }

    /** The validator's patterns take a time that grows with the square of the text: hours, for a text at our limit. */
    private void sendPorts() throws SAXException {
        if (ports.length() > 0) {
            String text = ports.length() <= MAX_PATTERN ? ports.toString() : Portlist.isWellFormed(ports) ? "1" : "x";
            ports.setLength(0);
            validator.handler().characters(text.toCharArray(), 0, text.length());
        }
    }

    private static boolean owesText(String name, Attributes attributes) {
        return switch (name) {
            case "Confidence" -> "numeric".equals(value(attributes, "rating"));
            case "SoftwareReference" -> !"xml".equals(value(attributes, "dtype"));
            default -> false;
        };
    }

    private static String value(Attributes attributes, String name) {
        String value = attributes.getValue("", name);
        return value == null ? "" : value.strip();
    }

    private boolean refersToIndicator() {
        return track.parentName().equals("RelatedActivity")
                || track.parentName().equals("AlternativeIndicatorID");
    }

    /** Character data, in as many pieces as it comes. */
    void text(char[] text, int start, int length) throws SAXException {
        if (gaveUp()) {
            return;
        }
        if (inIdentifier && identifier.length() + length <= MAX_IDENTIFIER) {
            identifier.append(text, start, length);
        }
        if (inPorts) {
            ports.append(text, start, length);
        } else {
            validator.handler().characters(text, start, length);
        }
    }

    /** The innermost open element ends; when it is the root, the verdict is complete. */
    void end(String namespace, String localName, String qName) throws SAXException {
        if (gaveUp()) {
            return;
        }
        sendPorts();
        inPorts = false;
        validator.handler().endElement(namespace, localName, qName);
        wording.flush();
        if (inIdentifier) {
            inIdentifier = false;
            if (remembered++ < MAX_REMEMBERED) {
                referredIndicators.add(identifier.toString().strip());
            }
            identifier.setLength(0);
        }
        track.end();
        if (track.depth() == 0) {
            validator.handler().endDocument();
            if (!broken) {
                StrictSchema.giveBack(validator);
            }
        }
    }

    /** The rest of the document goes unchecked, and the validator is not used again. */
    private boolean gaveUp() {
        return violations >= MAX_VIOLATIONS;
    }

    private void open() throws SAXException {
        if (started) {
            return;
        }
        started = true;
        validator.handler().setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) {
                // The validator warns of nothing but schemas that it was not given, which is as it should be.
            }

            @Override
            public void error(SAXParseException e) {
                violation(new ValidatorMessage(e.getMessage()));
            }

            @Override
            public void fatalError(SAXParseException e) {
                broken = true;
                violation(new ValidatorMessage(e.getMessage()));
            }
        });
        validator.handler().startDocument();
    }

    private void violation(ValidatorMessage message) {
        violations++;
        switch (message.code()) {
            case "cvc-id.1" -> danglingReference(message.identifier());
            case "cvc-complex-type.2.1", "cvc-complex-type.2.3" ->
                wording.textWhereNoneMayBe(message.code(), textOwed.get(track.depth()));
            case "cvc-id.2" ->
                wording.repeatedIdentifier(refersToIndicator() && track.name().equals("IndicatorID")
                        || referredIndicators.contains(String.valueOf(message.identifier())));
            default -> wording.violation(message);
        }
    }

    /** The schema notices only at the end of the document, when the path says nothing any more. */
    private void danglingReference(@Nullable String id) {
        List<Place> places =
                references.getOrDefault(String.valueOf(id), List.of(new Place(track.path(), track.ordinal())));
        for (Place place : places) {
            found.add(
                    place.ordinal,
                    new Finding(
                            SchemaRules.ID.severity(),
                            place.path.toString(),
                            SchemaRules.ID.id(),
                            SchemaRules.ID.clause(),
                            "The document has nothing with this identifier; give it to what is meant, or correct or"
                                    + " remove the reference."));
        }
    }

    private void report(Rule rule, PartPath path, String clause, String message) {
        found.add(track.ordinal(), new Finding(rule.severity(), path.toString(), rule.id(), clause, message));
    }

    /** What was found so far; complete after the end of the root. */
    FindingList found() {
        return found;
    }
}
