package org.xmppgrid.iodef.internal.v1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.xml.ForeignXmlBuilder;
import org.xmppgrid.iodef.model.IodefDocument;

/** An element of the version 2 document that is being made. It knows from the model what it has room for. */
final class V2Element {
    static final String NAMESPACE = "urn:ietf:params:xml:ns:iodef-2.0";

    private static final String PREFIX = "iodef2";
    private static final String ADDITIONAL_DATA = "AdditionalData";

    private final @Nullable V2Element parent;
    private final String name;
    private final String namespace;
    private final @Nullable ModelClass type;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<ModelProperty, List<Object>> children = new HashMap<>();
    private String text = "";

    /** XML that stands on its own. */
    private static final List<String> LEVELS = List.of("public", "partner", "need-to-know", "private");

    private record Foreign(String xml) {}

    private V2Element(@Nullable V2Element parent, String name, String namespace, @Nullable ModelClass type) {
        this.parent = parent;
        this.name = name;
        this.namespace = namespace;
        this.type = type;
    }

    static V2Element document() {
        return new V2Element(null, "IODEF-Document", NAMESPACE, ModelClass.of(IodefDocument.class));
    }

    V2Element parent() {
        if (parent == null) {
            throw new IllegalStateException("The root has no parent");
        }
        return parent;
    }

    String name() {
        return name;
    }

    boolean isV2() {
        return namespace.equals(NAMESPACE);
    }

    /** Whether the class has the attribute and it has no value yet. */
    boolean hasRoomForAttribute(String attribute) {
        return type != null
                && !attributes.containsKey(attribute)
                && type.attributes().stream()
                        .anyMatch(property -> property.name().equals(attribute));
    }

    /** Sets an attribute; nothing happens when there is no value. */
    V2Element set(String attribute, @Nullable String value) {
        if (value != null) {
            attributes.put(attribute, value);
        }
        return this;
    }

    @Nullable
    String get(String attribute) {
        return attributes.get(attribute);
    }

    /** Whether the class has a child of the name, and may have one more. */
    boolean hasRoom(String child, String childNamespace) {
        ModelProperty property = property(child, childNamespace);
        return property != null && (property.isList() || !children.containsKey(property));
    }

    /** The first child of a name in the IODEF namespace. */
    @Nullable
    V2Element first(String child) {
        ModelProperty property = property(child, NAMESPACE);
        return property == null
                ? null
                : children.getOrDefault(property, List.of()).stream()
                        .filter(V2Element.class::isInstance)
                        .map(V2Element.class::cast)
                        .filter(element -> element.name.equals(child))
                        .findFirst()
                        .orElse(null);
    }

    List<Object> all(String child) {
        ModelProperty property = property(child, NAMESPACE);
        return property == null ? List.of() : children.getOrDefault(property, List.of());
    }

    V2Element add(String child) {
        return add(child, NAMESPACE);
    }

    V2Element add(String child, String childNamespace) {
        ModelProperty property = property(child, childNamespace);
        if (property == null) {
            throw new IllegalStateException(name + " has no " + child);
        }
        ModelProperty.Element element = element(property, child, childNamespace);
        V2Element added = new V2Element(
                this,
                child,
                childNamespace,
                element != null && element.isPart() ? ModelClass.of(element.type()) : null);
        children.computeIfAbsent(property, any -> new ArrayList<>()).add(added);
        return added;
    }

    /** Whether text may stand in the element. */
    boolean hasText() {
        return type == null || type.text().isPresent();
    }

    /** Whether text and foreign elements may stand in the element, in any order. */
    boolean isMixed() {
        return open(ModelProperty.Kind.MIXED) != null;
    }

    /** Whether foreign elements may stand in the element. */
    boolean isOpen() {
        return isMixed() || open(ModelProperty.Kind.ANY) != null;
    }

    V2Element text(String value) {
        if (isMixed()) {
            addOpen(value);
        } else {
            text = value;
        }
        return this;
    }

    String text() {
        return text;
    }

    void foreign(String xml) {
        addOpen(new Foreign(xml));
    }

    private void addOpen(Object value) {
        ModelProperty property = open(ModelProperty.Kind.MIXED);
        if (property == null) {
            property = open(ModelProperty.Kind.ANY);
        }
        if (property == null) {
            throw new IllegalStateException(name + " is not open");
        }
        children.computeIfAbsent(property, any -> new ArrayList<>()).add(value);
    }

    /** The innermost element around that may hold AdditionalData; this one if it may. */
    V2Element home() {
        return property(ADDITIONAL_DATA, NAMESPACE) != null ? this : parent().home();
    }

    /** Adds AdditionalData to the {@link #home}, under the restriction that is in force here. */
    V2Element additionalData() {
        V2Element home = home();
        V2Element data = home.add(ADDITIONAL_DATA);
        for (V2Element around = this; around != home; around = around.parent()) {
            String restriction = around.get("restriction");
            if (restriction != null) {
                data.set("restriction", restriction);
                data.set("ext-restriction", around.get("ext-restriction"));
                break;
            }
        }
        return data;
    }

    /**
     * Sets the strictest of what is in force here and what stands in the content that this element keeps as XML: whoever
     * looks at the restriction does not look into the XML. What is none of the known levels counts as private.
     */
    void tighten(Collection<String> inside) {
        String inForce = "private";
        for (V2Element around = this; around != null; around = around.parent) {
            String stated = around.get("restriction");
            if (stated != null) {
                inForce = stated;
                break;
            }
        }
        int strictest = strictness(inForce);
        for (String restriction : inside) {
            strictest = Math.max(strictest, strictness(restriction));
        }
        if (strictest > strictness(inForce) && hasRoomForAttribute("restriction")) {
            set("restriction", LEVELS.get(strictest));
            attributes.remove("ext-restriction");
        }
    }

    private static int strictness(String restriction) {
        return switch (restriction) {
            case "public", "white" -> 0;
            case "partner", "green" -> 1;
            case "need-to-know", "amber" -> 2;
            default -> 3;
        };
    }

    private @Nullable ModelProperty open(ModelProperty.Kind kind) {
        return type == null
                ? null
                : type.children().stream()
                        .filter(property -> property.kind() == kind)
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable ModelProperty property(String child, String childNamespace) {
        return type == null
                ? null
                : type.children().stream()
                        .filter(property -> element(property, child, childNamespace) != null)
                        .findFirst()
                        .orElse(null);
    }

    private static ModelProperty.@Nullable Element element(
            ModelProperty property, String child, String childNamespace) {
        for (ModelProperty.Element element : property.elements()) {
            if (element.name().equals(child) && element.namespace().equals(childNamespace)) {
                return element;
            }
        }
        return null;
    }

    /** Writes the element with its children in the order of the schema. */
    void write(ForeignXmlBuilder builder) {
        builder.start(isV2() ? PREFIX : "n", name, namespace);
        attributes.forEach((attribute, value) -> {
            boolean xml = attribute.startsWith("xml:");
            builder.attribute(xml ? "xml" : "", xml ? attribute.substring(4) : attribute, "", value);
        });
        builder.characters(text);
        if (type != null) {
            for (ModelProperty property : type.children()) {
                for (Object child : children.getOrDefault(property, List.of())) {
                    if (child instanceof V2Element element) {
                        element.write(builder);
                    } else if (child instanceof Foreign foreign) {
                        builder.foreign(foreign.xml);
                    } else {
                        builder.characters(child.toString());
                    }
                }
            }
        }
        builder.end();
    }
}
