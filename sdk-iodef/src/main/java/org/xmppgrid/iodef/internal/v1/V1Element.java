package org.xmppgrid.iodef.internal.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.xml.ForeignXmlBuilder;

/**
 * An element of a version 1 document. Whoever maps a part of it takes that part out; what nobody took is left over.
 */
final class V1Element {
    static final String NAMESPACE = "urn:ietf:params:xml:ns:iodef-1.0";

    private final @Nullable V1Element parent;
    private final String prefix;
    private final String name;
    private final String namespace;
    private final PartPath path;
    private final Map<String, String> declared;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    /** An attribute; it is known by its name in a path: {@code lang}, {@code xml:lang}, {@code xsi:type}. */
    record Attribute(String prefix, String namespace, String name, String value) {}

    V1Element(
            @Nullable V1Element parent,
            String prefix,
            String name,
            String namespace,
            PartPath path,
            Map<String, String> declared) {
        this.parent = parent;
        this.prefix = prefix;
        this.name = name;
        this.namespace = namespace;
        this.path = path;
        this.declared = declared;
    }

    @Nullable
    V1Element parent() {
        return parent;
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    PartPath path() {
        return path;
    }

    boolean isV1() {
        return namespace.equals(NAMESPACE);
    }

    /** How many namespaces the element declares. */
    int declarations() {
        return declared.size();
    }

    void put(String key, Attribute attribute) {
        attributes.put(key, attribute);
    }

    void append(V1Element child) {
        content.add(child);
    }

    void append(String text) {
        int last = content.size() - 1;
        if (last >= 0 && content.get(last) instanceof StringBuilder before) {
            before.append(text);
        } else {
            content.add(new StringBuilder(text));
        }
    }

    /** The value of an attribute, which stays. */
    @Nullable
    String get(String attribute) {
        Attribute found = attributes.get(attribute);
        return found == null ? null : found.value;
    }

    /** Takes an attribute out. */
    @Nullable
    String take(String attribute) {
        Attribute found = attributes.remove(attribute);
        return found == null ? null : found.value;
    }

    /** The names of the attributes that are left. */
    List<String> attributes() {
        return List.copyOf(attributes.keySet());
    }

    /** Takes out the version 1 children of a name. */
    List<V1Element> takeAll(String child) {
        List<V1Element> found = new ArrayList<>();
        content.removeIf(part -> part instanceof V1Element element
                && element.isV1()
                && element.name.equals(child)
                && found.add(element));
        return found;
    }

    /** Takes out all text that stands directly in the element. */
    String takeText() {
        StringBuilder text = new StringBuilder();
        for (Object part : content) {
            if (part instanceof StringBuilder characters) {
                text.append(characters);
            }
        }
        content.removeIf(StringBuilder.class::isInstance);
        return text.toString();
    }

    /** Takes out what is left of the content, in its order: strings and elements. */
    List<Object> takeContent() {
        List<Object> taken = new ArrayList<>(content.size());
        for (Object part : content) {
            taken.add(part instanceof V1Element ? part : part.toString());
        }
        content.clear();
        return taken;
    }

    /** The one element that is the content, when there is nothing else but white space. */
    @Nullable
    V1Element onlyChild() {
        V1Element only = null;
        for (Object part : content) {
            if (part instanceof V1Element child && only == null) {
                only = child;
            } else if (part instanceof V1Element || !part.toString().isBlank()) {
                return null;
            }
        }
        return only;
    }

    /** Whether an element of version 1 is inside. */
    boolean holdsV1() {
        for (Object part : content) {
            if (part instanceof V1Element child && (child.isV1() || child.holdsV1())) {
                return true;
            }
        }
        return false;
    }

    /** The restrictions that the element and all in it state. */
    List<String> restrictions() {
        List<String> restrictions = new ArrayList<>();
        addRestrictions(restrictions);
        return restrictions;
    }

    private void addRestrictions(List<String> restrictions) {
        String stated = get("restriction");
        if (stated != null) {
            restrictions.add(stated.strip());
        }
        for (Object part : content) {
            if (part instanceof V1Element child) {
                child.addRestrictions(restrictions);
            }
        }
    }

    /** What is left of the element, as XML that stands on its own. */
    String xml() {
        ForeignXmlBuilder builder = new ForeignXmlBuilder();
        List<V1Element> around = new ArrayList<>();
        for (V1Element element = parent; element != null; element = element.parent) {
            around.add(0, element);
        }
        around.forEach(element -> element.declared.forEach(builder::declare));
        write(builder);
        return builder.build().text();
    }

    private void write(ForeignXmlBuilder builder) {
        declared.forEach(builder::declare);
        builder.start(prefix, name, namespace);
        attributes
                .values()
                .forEach(attribute ->
                        builder.attribute(attribute.prefix, attribute.name, attribute.namespace, attribute.value));
        for (Object part : content) {
            if (part instanceof V1Element child) {
                child.write(builder);
            } else {
                builder.characters(part.toString());
            }
        }
        builder.end();
    }
}
