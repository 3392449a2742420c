package org.xmppgrid.samples;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.confidentiality.EffectiveRestrictions;
import org.xmppgrid.iodef.confidentiality.Redaction;
import org.xmppgrid.iodef.detection.IndicatorView;
import org.xmppgrid.iodef.detection.Indicators;
import org.xmppgrid.iodef.detection.ObservableType;
import org.xmppgrid.iodef.detection.Observables;
import org.xmppgrid.iodef.detection.Observed;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.sdk.Topic;

/** The code of docs/confidentiality.md and docs/detection.md. */
final class DetectionSnippets {
    private static final Logger log = LoggerFactory.getLogger(DetectionSnippets.class);

    private DetectionSnippets() {}

    static Restriction levels(IodefDocument report, Topic<IodefDocument> topic) {
        DisclosurePolicy policy = DisclosurePolicy.strict()
                .withDefault(Restriction.PARTNER)
                .withExtension("amber-strict", Restriction.NEED_TO_KNOW);
        Incident incident = report.getIncident().get(0);
        Restriction level = EffectiveRestrictions.of(report, policy).of(incident);

        Redaction redaction = Redaction.of(report, Restriction.PARTNER, policy);
        redaction.removed().forEach(finding -> log.info(finding.toString())); // places and counts, no content
        redaction.document().ifPresent(topic::publish);
        return level;
    }

    static void observables(IodefDocument report, Map<String, Restriction> blockList) {
        for (Observed observed : Observables.of(report)) {
            if (observed.type().equals(ObservableType.IPV4_ADDR)) {
                blockList.put(observed.value(), observed.restriction());
            }
        }
    }

    static void indicators(IodefDocument report, Set<String> seen, Consumer<IndicatorView> alarm) {
        for (IndicatorView indicator : Indicators.of(report)) {
            if (indicator.isValidAt(Instant.now())
                    && indicator.expression().evaluate(leaf -> leaf.any(observed -> seen.contains(observed.value())))) {
                alarm.accept(indicator);
            }
        }
    }

    static Optional<Object> problems(IodefDocument report) {
        Indicators indicators = Indicators.of(report);
        indicators.problems().forEach(finding -> log.warn(finding.toString()));
        indicators.references().findings().forEach(finding -> log.warn(finding.toString()));
        Optional<Object> meant = indicators.references().resolve("addr-c2-91011-001");
        return meant;
    }
}
