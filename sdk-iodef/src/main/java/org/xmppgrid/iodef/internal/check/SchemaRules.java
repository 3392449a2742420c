package org.xmppgrid.iodef.internal.check;

import java.util.List;

/** What the published schema can find wrong, as rules. */
final class SchemaRules {
    static final Rule MISSING_ELEMENT = Rule.error("schema-missing-element", "RFC 7970 §8");
    static final Rule UNEXPECTED_ELEMENT = Rule.error("schema-unexpected-element", "RFC 7970 §8");
    static final Rule MISSING_ATTRIBUTE = Rule.error("schema-missing-attribute", "RFC 7970 §8");
    static final Rule UNEXPECTED_ATTRIBUTE = Rule.error("schema-unexpected-attribute", "RFC 7970 §8");
    static final Rule TEXT = Rule.error("schema-text", "RFC 7970 §8");
    static final Rule TOKEN = Rule.error("schema-token", "RFC 7970 §8");
    static final Rule VALUE = Rule.error("schema-value", "RFC 7970 §8");
    static final Rule ID = Rule.error("schema-id", "RFC 7970 §2.14");
    static final Rule OTHER = Rule.error("schema-other", "RFC 7970 §8");

    /** What the text of RFC 7970 asks for and its schema has no room for: no document can satisfy both. */
    static final Rule AGAINST_TEXT = Rule.error("schema-against-text", "RFC 7970 §4.3");

    static final List<Rule> ALL = List.of(
            MISSING_ELEMENT,
            UNEXPECTED_ELEMENT,
            MISSING_ATTRIBUTE,
            UNEXPECTED_ATTRIBUTE,
            TEXT,
            TOKEN,
            VALUE,
            ID,
            OTHER,
            AGAINST_TEXT);

    private SchemaRules() {}
}
