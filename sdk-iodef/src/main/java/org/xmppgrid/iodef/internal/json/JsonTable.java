package org.xmppgrid.iodef.internal.json;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.AlternativeId;
import org.xmppgrid.iodef.model.AlternativeIndicatorId;
import org.xmppgrid.iodef.model.ApplicationHeader;
import org.xmppgrid.iodef.model.Assessment;
import org.xmppgrid.iodef.model.BusinessImpactType;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.IncidentId;
import org.xmppgrid.iodef.model.IndicatorData;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.IodefRecord;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.RegistryHandle;
import org.xmppgrid.iodef.model.RelatedActivity;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.model.SignatureData;
import org.xmppgrid.iodef.model.SystemImpact;
import org.xmppgrid.iodef.model.ThreatActor;

/** How the JSON of RFC 8727 differs from the XML of RFC 7970, beyond what follows from the classes. */
final class JsonTable {
    /** Classes that are gone; what they held stands in their place (RFC 8727 §3.2). */
    static final Set<Class<?>> WRAPPERS =
            Set.of(Flow.class, ApplicationHeader.class, SignatureData.class, IndicatorData.class, IodefRecord.class);

    /** The member for the text of an element; {@code value} for any other. */
    static final Map<Class<?>, String> TEXT_NAMES =
            Map.of(IncidentId.class, "id", IndicatorId.class, "id", RegistryHandle.class, "handle");

    /** Elements with another name. */
    static final Map<String, String> ELEMENT_NAMES = Map.of("Nameservers", "NameServers");

    /** Attributes and elements that JSON has no member for. */
    private static final Set<String> GONE = Set.of(
            name(IodefDocument.class, "schemaLocation"),
            name(HashData.class, "extScope"),
            name(AlternativeIndicatorId.class, "IndicatorReference"));

    /** Elements of a class with room for several that may stand once in JSON. */
    private static final Set<String> SINGLE = Set.of(name(IndicatorExpression.class, "Confidence"));

    /** Texts with a language in XML that are plain strings in JSON. */
    private static final Set<String> PLAIN = Set.of(name(RelatedActivity.class, "Description"));

    /** Where the schema of RFC 8727 puts members in another order than text, attributes, elements. */
    static final Map<Class<?>, List<String>> FIRST = Map.of(
            AlternativeId.class, List.of("IncidentID"),
            ThreatActor.class, List.of("restriction", "ext-restriction", "ThreatActorID", "Description"),
            Observable.class, List.of("restriction", "ext-restriction", "System", "Address", "DomainData", "EmailData"),
            Service.class, List.of("ip-protocol", "observable-id", "ServiceName", "Port", "Portlist", "ProtoCode"));

    /** Members that JSON demands, and what the schema of RFC 7970 says their absence means. */
    private static final Map<String, String> FALLBACKS = Map.of(
            name(IodefDocument.class, "version"), "2.0",
            name(SystemImpact.class, "type"), "unknown",
            name(BusinessImpactType.class, "type"), "unknown",
            name(Address.class, "category"), "ipv6-addr");

    private JsonTable() {}

    static @Nullable String fallback(ModelProperty attribute) {
        return FALLBACKS.get(name(attribute.owner(), attribute.name()));
    }

    /** Whether an array holds all elements of a choice, each in an object with its name. */
    static boolean isTagged(ModelProperty choice) {
        return choice.owner() == Assessment.class && choice.kind() == ModelProperty.Kind.CHOICE;
    }

    static final String TAGGED_NAME = "Impact";

    static boolean isGone(Class<?> owner, String name) {
        return GONE.contains(name(owner, name));
    }

    static boolean isSingle(Class<?> owner, String element) {
        return SINGLE.contains(name(owner, element));
    }

    static boolean isPlain(Class<?> owner, String element) {
        return PLAIN.contains(name(owner, element));
    }

    private static String name(Class<?> owner, String name) {
        return owner.getSimpleName() + '.' + name;
    }
}
