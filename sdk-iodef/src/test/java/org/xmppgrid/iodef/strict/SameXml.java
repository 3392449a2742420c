package org.xmppgrid.iodef.strict;

import org.xmlunit.assertj3.XmlAssert;
import org.xmlunit.diff.ComparisonResult;
import org.xmlunit.diff.ComparisonType;

/** Compares XML to the last blank; only the prefixes are the writer's to choose. */
final class SameXml {
    private SameXml() {}

    static void assertSame(String xml, String expected) {
        XmlAssert.assertThat(xml)
                .and(expected)
                .withDifferenceEvaluator((comparison, outcome) ->
                        comparison.getType() == ComparisonType.NAMESPACE_PREFIX ? ComparisonResult.EQUAL : outcome)
                .areIdentical();
    }
}
