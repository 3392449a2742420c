package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PartWalk;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IodefTime;

/** All that can be said against a document: what was odd when it was read, the strict schema, and RFC 7970's text. */
public final class Validation {
    private static final Rule NOT_WRITABLE = Rule.error("not-writable", "this library");

    /** What reading says of a place, and the rule that says of the same place what to change. */
    private static final Map<String, String> SAID_BETTER = Map.of(
            "unknown-token", "schema-token",
            "time-invalid", "schema-value",
            "time-without-zone", "time-without-zone",
            "language-missing", "language-missing",
            "version-missing", "version-missing",
            "element-order", "schema-unexpected-element");

    private Validation() {}

    /** What makes events of a document, as they would be written. */
    @FunctionalInterface
    public interface Events {
        /** @throws SAXException if the handler threw it, or the document can't be written */
        void send(IodefDocument document, ContentHandler to) throws SAXException;
    }

    /** All findings in document order. */
    public static List<Finding> findings(IodefDocument document, Events events) {
        FindingList found = new FindingList();
        TextWalk walk = new TextWalk(document, found);
        PartWalk.walk(document, PartPath.root(), walk);
        if (walk.tooDeep) {
            found.add(
                    0,
                    new Finding(
                            NOT_WRITABLE.severity(),
                            PartPath.root().toString(),
                            NOT_WRITABLE.id(),
                            NOT_WRITABLE.clause(),
                            "Elements are nested more than " + ReadLimits.MAX_DEPTH
                                    + " deep, which no reader would accept; flatten the report."));
        } else {
            found.addAll(bySchema(document, events));
        }
        if (document.findings().isEmpty()) {
            return found.inOrder();
        }
        List<Finding> checked = found.inOrder();
        Set<String> said = new HashSet<>();
        checked.forEach(finding -> said.add(topic(finding.rule(), finding)));
        document.findings().stream()
                .filter(finding -> finding.rule().startsWith("schema-"))
                .forEach(finding -> said.add(topic(finding.rule(), finding)));
        FindingList all = new FindingList();
        document.findings().stream()
                .filter(finding -> !said.contains(topic(SAID_BETTER.getOrDefault(finding.rule(), ""), finding)))
                .forEach(finding -> all.add(walk.ordinal(finding.path()), finding));
        all.addAll(found);
        return all.inOrder();
    }

    /** A rule and the place, whose last position counts for nothing: what the model has no room for has none. */
    private static String topic(String rule, Finding finding) {
        String path = finding.path();
        return rule + ' ' + (path.endsWith("]") ? path.substring(0, path.lastIndexOf('[')) : path);
    }

    private static FindingList bySchema(IodefDocument document, Events events) {
        StrictVerdict verdict = new StrictVerdict();
        try {
            events.send(document, new ModelEvents(verdict));
        } catch (SAXException e) {
            verdict.found()
                    .add(
                            0,
                            new Finding(
                                    NOT_WRITABLE.severity(),
                                    PartPath.root().toString(),
                                    NOT_WRITABLE.id(),
                                    NOT_WRITABLE.clause(),
                                    "The document can't be written, so it can't be checked against the schema: "
                                            + e.getClass().getSimpleName() + "."));
        }
        return verdict.found();
    }

    /** Every rule there is, in the order of the documentation. */
    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(SchemaRules.ALL);
        rules.addAll(RuleBook.RFC_7970.rules());
        rules.add(NOT_WRITABLE);
        rules.add(FindingList.MORE);
        return rules;
    }

    /** Applies the rules of the text to each part. */
    private static final class TextWalk implements PartWalk.Visitor {
        private static final RuleBook BOOK = RuleBook.RFC_7970;

        private final Place place;
        private final boolean paths;
        private final Map<String, Integer> ordinals = new HashMap<>();
        private boolean tooDeep;

        TextWalk(IodefDocument document, FindingList found) {
            place = new Place(document, found);
            paths = !document.findings().isEmpty();
        }

        @Override
        public boolean enter(Object part, PartPath path) {
            place.enter(part, path);
            remember(path);
            for (RuleBook.Entry<Object> entry : BOOK.of(part.getClass())) {
                place.apply(entry, part);
            }
            if (path.depth() > ReadLimits.MAX_DEPTH) {
                tooDeep = true;
                place.leave();
                return false;
            }
            return true;
        }

        @Override
        public void leave(Object part) {
            place.leave();
        }

        @Override
        public void value(Object owner, ModelProperty property, Object value, PartPath path) {
            place.moveTo(path);
            remember(path);
            if (value instanceof IodefTime time) {
                BOOK.ofTimes().forEach(entry -> place.apply(entry, time));
            } else if (value instanceof String text) {
                for (RuleBook.Entry<String> entry :
                        BOOK.ofText(property.owner(), property.elementOf(value).name())) {
                    place.apply(entry, text);
                }
            }
        }

        private void remember(PartPath path) {
            if (paths) {
                ordinals.put(path.toString(), place.ordinal());
            }
        }

        /** The number of the element that a path leads to, or of the innermost one around it that the model has. */
        int ordinal(String path) {
            String known = path;
            while (!known.isEmpty()) {
                Integer ordinal = ordinals.get(known);
                if (ordinal != null) {
                    return ordinal;
                }
                known = known.substring(0, Math.max(known.lastIndexOf('/'), 0));
            }
            return 0;
        }
    }
}
