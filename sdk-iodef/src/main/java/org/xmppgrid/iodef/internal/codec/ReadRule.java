package org.xmppgrid.iodef.internal.codec;

import java.util.Locale;
import org.xmppgrid.iodef.value.Finding.Severity;

/**
 * What reading reports, with {@code %s} for the name of an element or attribute. An error is what was lost, a warning
 * what was changed or can be read in two ways.
 */
enum ReadRule {
    UNKNOWN_ELEMENT(
            Severity.ERROR,
            "RFC 7970 §5.2",
            "unknown element",
            "There is no element %s here; it was left out with all that is in it."),
    UNKNOWN_ATTRIBUTE(
            Severity.ERROR, "RFC 7970 §5.2", "unknown attribute", "There is no attribute %s here; it was left out."),
    REPEATED_ELEMENT(
            Severity.ERROR,
            "RFC 7970 §8",
            "repeated element",
            "The element %s may stand here once; only the last one was kept."),
    STRAY_TEXT(
            Severity.ERROR,
            "RFC 7970 §8",
            "text between the elements of",
            "%s holds elements and no text; the text between them was left out."),
    UNREADABLE(Severity.ERROR, "RFC 7970 §8", "unreadable content of", "The content of %s could not be read."),
    ELEMENT_ORDER(
            Severity.WARNING,
            "RFC 7970 §8",
            "element out of order",
            "%s stands behind an element that the schema has after it; it is kept and written in the schema's order."),
    DIVIDED_TEXT(
            Severity.WARNING,
            "RFC 7970 §8",
            "divided text of",
            "%s holds text and no elements; the text on both sides of the element was joined."),
    VERSION_MISSING(
            Severity.WARNING,
            "RFC 7970 §3.1",
            "missing attribute",
            "The document does not say its %s; it is read as 2.00 and written so."),
    VERSION_DIFFERENT(
            Severity.WARNING,
            "RFC 7970 §3.1",
            "different",
            "The %s of the document is not 2.00, which others may refuse; it is kept and written as it is."),
    LANGUAGE_MISSING(
            Severity.WARNING,
            "RFC 7970 §6",
            "missing attribute",
            "The document does not say its language; it is written with %s=\"und\" (undetermined, RFC 5646 §4.1)."),
    TIME_INVALID(
            Severity.WARNING,
            "RFC 7970 §2.8",
            "odd time in",
            "The text of %s is no xs:dateTime; it is kept as text and has no instant."),
    TIME_WITHOUT_ZONE(
            Severity.WARNING,
            "RFC 7970 §2.8",
            "time without zone in",
            "The time in %s has no time zone, so nobody knows which instant it is; add Z or an offset."),
    SPACE_DROPPED(
            Severity.WARNING,
            "XML Schema part 2 §4.3.6",
            "space in",
            "The value of %s has a space around it that is none to XML, and was read without it."),
    PREFIX_IN_TEXT(
            Severity.WARNING,
            "RFC 7970 §8",
            "prefix in the text of",
            "A value in %s seems to use a namespace prefix of the document, which is not declared where it is written."),
    UNKNOWN_TOKEN(
            Severity.INFO,
            "RFC 7970 §4.3",
            "unknown value of",
            "The value of %s is not in RFC 7970; it may have been registered later, and is kept."),
    SCHEMA_HINT(
            Severity.INFO,
            "RFC 7970 §5.2",
            "schema location",
            "%s says where a schema is, which is never followed here; it was left out."),
    COMMENTS_DROPPED(
            Severity.INFO,
            "RFC 6120 §11.1",
            "comments",
            "%s comments and processing instructions are no part of a document and were left out."),
    MORE_FINDINGS(Severity.INFO, "", "more", "%s more findings are not listed.");

    private final Severity severity;
    private final String id;
    private final String clause;
    private final String words;
    private final String beforeTheName;
    private final String behindTheName;

    ReadRule(Severity severity, String clause, String words, String message) {
        this.severity = severity;
        this.clause = clause;
        this.words = words;
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
        int name = message.indexOf("%s");
        this.beforeTheName = message.substring(0, name);
        this.behindTheName = message.substring(name + "%s".length());
    }

    Severity severity() {
        return severity;
    }

    /** The stable name: {@code unknown-element}. */
    String id() {
        return id;
    }

    String clause() {
        return clause;
    }

    /** A word or two before the name, for the log. */
    String words() {
        return words;
    }

    String message(String name) {
        return beforeTheName + name + behindTheName;
    }
}
