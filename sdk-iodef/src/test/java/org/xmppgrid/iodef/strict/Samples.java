package org.xmppgrid.iodef.strict;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/** Documents by chance, for properties: a failure shows the XML, shrunk to what is needed for it. */
final class Samples {
    private static final int MOST_DECISIONS = 400;
    private static final int NUMBERS = 1 << 16;

    private Samples() {}

    static Arbitrary<XmlNode> validDocuments() {
        return Arbitraries.integers()
                .between(0, NUMBERS - 1)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .array(int[].class)
                .ofMinSize(0)
                .ofMaxSize(MOST_DECISIONS)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .map(numbers -> DocumentGrower.grow(new RandomDecisions(new Choices(numbers))));
    }
}
