package org.xmppgrid.iodef.detection;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.iodef.detection.Reports.address;
import static org.xmppgrid.iodef.detection.Reports.indicator;

class IndicatorsTest {
    @Test
    void isValidAt_whenBothTimesAreGiven_thenBoundsBothSides() {
        IndicatorView view =
                only("<StartTime>2015-01-01T00:00:00+01:00</StartTime><EndTime>2015-02-01T00:00:00Z</EndTime>");

        assertThat(view.start()).contains(Instant.parse("2014-12-31T23:00:00Z"));
        assertThat(view.end()).contains(Instant.parse("2015-02-01T00:00:00Z"));
        assertThat(view.isValidAt(Instant.parse("2014-12-31T22:59:59Z"))).isFalse();
        assertThat(view.isValidAt(Instant.parse("2014-12-31T23:00:00Z"))).isTrue();
        assertThat(view.isValidAt(Instant.parse("2015-02-01T00:00:00Z"))).isTrue();
        assertThat(view.isValidAt(Instant.parse("2015-02-01T00:00:01Z"))).isFalse();
    }

    @Test
    void isValidAt_whenTimesAreAbsent_thenIsAlwaysValid() {
        assertThat(only("").isValidAt(Instant.MIN)).isTrue();
        assertThat(only("").isValidAt(Instant.MAX)).isTrue();
        assertThat(only("").start()).isEmpty();
    }

    @Test
    void isValidAt_whenATimeHasNoZone_thenBoundsAsFarAsAnyZoneAllows() {
        IndicatorView view = only("<EndTime>2015-02-01T00:00:00</EndTime>");

        assertThat(view.end()).isEmpty();
        assertThat(view.isValidAt(Instant.parse("2015-02-01T14:00:00Z"))).isTrue();
        assertThat(view.isValidAt(Instant.parse("2015-02-01T14:00:01Z"))).isFalse();
        assertThat(view.problems()).extracting(Finding::rule).containsExactly("indicator-time");
        assertThat(view.problems().get(0).path()).isEqualTo(view.path() + "/EndTime");
    }

    @Test
    void isValidAt_whenATextIsNoTime_thenBoundsNothingAndSaysSo() {
        IndicatorView view = only("<StartTime>soon</StartTime>");

        assertThat(view.isValidAt(Instant.EPOCH)).isTrue();
        assertThat(view.problems()).extracting(Finding::severity).containsExactly(Finding.Severity.WARNING);
        assertThat(view.problems().toString()).doesNotContain("soon");
    }

    @Test
    void of_whenIndicatorsStandInObservables_thenFindsThemToo() {
        IodefDocument document = Reports.indicators(
                indicator(
                        "outer",
                        "<Observable><Incident purpose='other' restriction='amber'><IndicatorData>"
                                + indicator("inner", address("1")) + "</IndicatorData></Incident></Observable>"),
                "<Indicator restriction='default'><Confidence rating='high'/>" + address("2") + "</Indicator>");
        Indicators all = Indicators.of(document, DisclosurePolicy.strict().withDefault(Restriction.GREEN));

        assertThat(all.stream().map(view -> view.id().orElse("none"))).containsExactly("outer", "inner", "none");
        assertThat(all.stream().map(IndicatorView::restriction))
                .containsExactly(Restriction.PUBLIC, Restriction.NEED_TO_KNOW, Restriction.PARTNER);
        IndicatorView last = all.stream().reduce((a, b) -> b).orElseThrow();
        assertThat(last.confidence().orElseThrow().getRating()).isEqualTo(ConfidenceRating.HIGH);
        assertThat(last.name()).isEmpty();
        assertThat(last.version()).isEmpty();
        assertThat(last.indicator())
                .isSameAs(document.getIncident()
                        .get(0)
                        .getIndicatorData()
                        .getIndicator()
                        .get(1));
    }

    private static IndicatorView only(String times) {
        return Indicators.of(Reports.indicators(indicator("G1", times + address("1"))))
                .iterator()
                .next();
    }
}
