package org.xmppgrid.iodef.confidentiality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.AlternativeIndicatorId;
import org.xmppgrid.iodef.model.Assessment;
import org.xmppgrid.iodef.model.AttackPhase;
import org.xmppgrid.iodef.model.BulkObservableFormat;
import org.xmppgrid.iodef.model.Campaign;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.DetectionPattern;
import org.xmppgrid.iodef.model.DomainContacts;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorExpression;
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

/** What a part can't lose without going itself: where it would break RFC 7970, or say something else than before. */
final class Necessities {
    /** Classes that need at least one of some children, which the lenient schema does not say. */
    private static final Map<Class<?>, List<ModelProperty>> ONE_OF = new HashMap<>();

    static {
        for (Class<?> type : List.of(
                AlternativeIndicatorId.class,
                AttackPhase.class,
                BulkObservableFormat.class,
                Campaign.class,
                Contact.class,
                DomainContacts.class,
                EventData.class,
                Method.class,
                Reference.class,
                Service.class,
                ServiceName.class,
                Software.class,
                ThreatActor.class)) {
            ONE_OF.put(type, ModelClass.of(type).children());
        }
        oneOf(Assessment.class, "impacts");
        oneOf(DetectionPattern.class, "description", "detectionConfiguration");
        oneOf(HashData.class, "hash", "fuzzyHash");
        oneOf(Indicator.class, "observable", "observableReference", "indicatorExpression", "indicatorReference");
        oneOf(Node.class, "addressesAndDomains");
        oneOf(
                RecordData.class,
                "recordItem",
                "url",
                "fileData",
                "windowsRegistryKeysModified",
                "certificateData",
                "additionalData");
        oneOf(RelatedActivity.class, "incidentId", "url", "threatActor", "campaign", "description", "additionalData");
    }

    private Necessities() {}

    private static void oneOf(Class<?> type, String... javaNames) {
        List<ModelProperty> properties = new ArrayList<>();
        for (String name : javaNames) {
            properties.add(ModelClass.of(type).property(name).orElseThrow());
        }
        ONE_OF.put(type, List.copyOf(properties));
    }

    /** Whether a part has to go because one of its children, or something in one, has gone. */
    static boolean isBroken(PartTree.Node part, PartTree.Node child) {
        if (part.part() instanceof Observable) {
            return true; // an observable with fewer features is another one, which matches more
        }
        if (!child.isGone()) {
            return false;
        }
        ModelProperty lost = child.property();
        if (part.part() instanceof IndicatorExpression) {
            boolean term = !(child.part() instanceof Confidence) && !(child.part() instanceof Extension);
            return term; // the rest would be another expression
        }
        if (lost.isRequired() && !part.stillHas(lost)) {
            return true;
        }
        List<ModelProperty> oneOf = ONE_OF.getOrDefault(part.part().getClass(), List.of());
        boolean noneLeft = oneOf.contains(lost) && oneOf.stream().noneMatch(part::stillHas);
        return noneLeft || isHollow(part);
    }

    /** Nothing left but attributes that speak about the part rather than for it. */
    private static boolean isHollow(PartTree.Node part) {
        ModelClass type = ModelClass.of(part.part());
        boolean speaks = type.attributes().stream()
                .anyMatch(attribute -> attribute.get(part.part()) != null
                        && !List.of("restriction", "ext-restriction", "observable-id")
                                .contains(attribute.name()));
        return !speaks && type.children().stream().noneMatch(part::stillHas);
    }
}
