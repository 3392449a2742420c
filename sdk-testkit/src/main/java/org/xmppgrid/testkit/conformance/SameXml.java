package org.xmppgrid.testkit.conformance;

import org.xmlunit.assertj3.CompareAssert;
import org.xmlunit.assertj3.XmlAssert;
import org.xmlunit.diff.ComparisonType;
import org.xmlunit.diff.DifferenceEvaluators;

/** Compares XML as a namespace-aware reader sees it: names, namespaces, attributes and text; prefixes are free. */
final class SameXml {
    private SameXml() {}

    /** Fails unless both say the same. Unlike XMLUnit's own idea of similarity, an xsi:schemaLocation counts. */
    static void assertSame(String actual, String expected) {
        compare(actual, expected).areSimilar();
    }

    /** The same for documents that were written by hand, whose indentation says nothing. */
    static void assertSameButIndentation(String actual, String expected) {
        compare(actual, expected).normalizeWhitespace().areSimilar();
    }

    private static CompareAssert compare(String actual, String expected) {
        return XmlAssert.assertThat(actual)
                .and(expected)
                // not for a stanza (RFC 6120 §11.1): who publishes leaves them out
                .ignoreComments()
                .withDifferenceEvaluator(DifferenceEvaluators.chain(
                        DifferenceEvaluators.downgradeDifferencesToSimilar(
                                ComparisonType.NAMESPACE_PREFIX, ComparisonType.CHILD_NODELIST_SEQUENCE),
                        DifferenceEvaluators.downgradeDifferencesToEqual(
                                ComparisonType.XML_STANDALONE,
                                ComparisonType.XML_VERSION,
                                ComparisonType.XML_ENCODING)));
    }
}
