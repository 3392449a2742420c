package org.xmppgrid.iodef.internal.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.AttackPhase;
import org.xmppgrid.iodef.model.BulkObservableFormat;
import org.xmppgrid.iodef.model.Campaign;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.DetectionPattern;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.Method;
import org.xmppgrid.iodef.model.Node;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.RecordData;
import org.xmppgrid.iodef.model.Reference;
import org.xmppgrid.iodef.model.RelatedActivity;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.model.ServiceName;
import org.xmppgrid.iodef.model.Software;
import org.xmppgrid.iodef.model.ThreatActor;

/** Classes whose children are all optional, of which at least one must be there. */
final class ContentRules {
    private static final Rule CHILD = Rule.error("child-missing", "RFC 7970 §3");

    /** A MUST too, but RFC 8274's appendix B.2 has a Node of this kind, which says no more than that there is one. */
    private static final Rule NODE = Rule.warning("node-empty", "RFC 7970 §3.18");

    /** The class and those of its children that count; none named, all do. */
    private static final List<Needs> TABLE = List.of(
            new Needs(Software.class),
            new Needs(
                    RelatedActivity.class,
                    "IncidentID",
                    "URL",
                    "ThreatActor",
                    "Campaign",
                    "Description",
                    "AdditionalData"),
            new Needs(ThreatActor.class),
            new Needs(Campaign.class),
            new Needs(Contact.class),
            new Needs(DetectionPattern.class, "Description", "DetectionConfiguration"),
            new Needs(Method.class),
            new Needs(Reference.class),
            new Needs(EventData.class),
            new Needs(Service.class),
            new Needs(ServiceName.class),
            new Needs(
                    RecordData.class,
                    "RecordItem",
                    "URL",
                    "FileData",
                    "WindowsRegistryKeysModified",
                    "CertificateData",
                    "AdditionalData"),
            new Needs(HashData.class, "Hash", "FuzzyHash"),
            new Needs(Observable.class),
            new Needs(BulkObservableFormat.class),
            new Needs(AttackPhase.class));

    private record Needs(Class<?> type, List<ModelProperty> properties, String names, String clause) {
        Needs(Class<?> type, String... names) {
            this(type, properties(type, Set.of(names)));
        }

        private Needs(Class<?> type, List<ModelProperty> properties) {
            this(
                    type,
                    properties,
                    properties.stream()
                            .flatMap(property -> property.elements().stream())
                            .map(ModelProperty.Element::name)
                            .collect(Collectors.joining(", ")),
                    Clauses.of(type));
        }

        private static List<ModelProperty> properties(Class<?> type, Set<String> names) {
            return ModelClass.of(type).children().stream()
                    .filter(property -> names.isEmpty()
                            || property.elements().stream().anyMatch(element -> names.contains(element.name())))
                    .toList();
        }
    }

    private ContentRules() {}

    static void addTo(RuleBook book) {
        for (Needs needs : TABLE) {
            book.on(CHILD, needs.type, (part, place) -> hasOneOf(needs, part, place));
        }
        book.on(NODE, Node.class, ContentRules::saysWhere);
    }

    private static void hasOneOf(Needs needs, Object part, Place place) {
        for (ModelProperty property : needs.properties) {
            Object value = property.get(part);
            if (value instanceof List<?> values ? !values.isEmpty() : value != null) {
                return;
            }
        }
        place.reportBy(
                needs.clause, "There must be at least one of " + needs.names + "; add one, or remove the element.");
    }

    private static void saysWhere(Node node, Place place) {
        if (node.getAddressesAndDomains().isEmpty()) {
            place.report("Node must have an Address or a DomainData; add one.");
        }
    }
}
