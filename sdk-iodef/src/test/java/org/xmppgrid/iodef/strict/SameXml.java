package org.xmppgrid.iodef.strict;

import org.xmlunit.assertj3.XmlAssert;
import org.xmlunit.diff.ComparisonResult;
import org.xmlunit.diff.ComparisonType;
import org.xmppgrid.iodef.value.Finding;

/** Compares XML to the last blank; only the prefixes are the writer's to choose. */
final class SameXml {
    private SameXml() {}

    /** Whether a finding tells of something that was not kept, rather than of something odd. */
    static boolean isLoss(Finding finding) {
        return finding.severity() == Finding.Severity.ERROR;
    }

    static void assertSame(String xml, String expected) {
        XmlAssert.assertThat(xml)
                .and(expected)
                .withDifferenceEvaluator((comparison, outcome) ->
                        comparison.getType() == ComparisonType.NAMESPACE_PREFIX ? ComparisonResult.EQUAL : outcome)
                .areIdentical();
    }
}
