package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One XML element, immutable, with the prefixes and namespace declarations that it was written with: what goes through
 * the grid comes out with the names that went in, also those that only stand in content ({@code xsi:type="xs:string"}).
 */
public final class Xml {

    /** An attribute; prefix and namespace are empty for most. */
    record Attribute(String prefix, String namespace, String name, String value) {}

    /** Text that is XML already and complete in its namespaces. */
    record Raw(String text) {}

    private final String prefix;
    private final String namespace;
    private final String name;
    private final Map<String, String> declarations;
    private final List<Attribute> attributes;
    private final List<Object> content;

    private Xml(Builder builder) {
        prefix = builder.prefix;
        namespace = builder.namespace;
        name = builder.name;
        declarations = builder.declarations;
        attributes = builder.attributes;
        content = builder.content;
    }

    static Builder element(String namespace, String name) {
        return new Builder("", namespace, name);
    }

    static Builder element(String prefix, String namespace, String name) {
        return new Builder(prefix, namespace, name);
    }

    /** The local name. */
    public String name() {
        return name;
    }

    /** The namespace name, empty for none. */
    public String namespace() {
        return namespace;
    }

    String prefix() {
        return prefix;
    }

    Map<String, String> declarations() {
        return declarations;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    /** Children in document order: {@code Xml}, {@code String} or {@code Raw}. */
    List<Object> content() {
        return content;
    }

    boolean is(String otherNamespace, String otherName) {
        return name.equals(otherName) && namespace.equals(otherNamespace);
    }

    /** The value of an attribute that is in no namespace. */
    public @Nullable String attribute(String attributeName) {
        for (Attribute attribute : attributes) {
            if (attribute.namespace().isEmpty() && attribute.name().equals(attributeName)) {
                return attribute.value();
            }
        }
        return null;
    }

    /** The value of an attribute that is in no namespace, or what stands for its absence. */
    public String attribute(String attributeName, String otherwise) {
        String value = attribute(attributeName);
        return value == null ? otherwise : value;
    }

    /** The child elements. */
    public List<Xml> children() {
        List<Xml> children = new ArrayList<>(content.size());
        for (Object node : content) {
            if (node instanceof Xml child) {
                children.add(child);
            }
        }
        return children;
    }

    List<Xml> children(String childNamespace, String childName) {
        return children().stream()
                .filter(child -> child.is(childNamespace, childName))
                .toList();
    }

    /** The first child element of that name. */
    public Optional<Xml> child(String childNamespace, String childName) {
        return children().stream()
                .filter(child -> child.is(childNamespace, childName))
                .findFirst();
    }

    /** The first child element. */
    public Optional<Xml> firstChild() {
        return children().stream().findFirst();
    }

    /** The text directly in this element. */
    public String text() {
        StringBuilder text = new StringBuilder();
        content.forEach(node -> text.append(node instanceof String part ? part : ""));
        return text.toString();
    }

    Xml withAttribute(String attributeName, String value) {
        Builder copy = new Builder(prefix, namespace, name);
        copy.declarations.putAll(declarations);
        for (Attribute attribute : attributes) {
            if (!attribute.namespace().isEmpty() || !attribute.name().equals(attributeName)) {
                copy.attributes.add(attribute);
            }
        }
        copy.content.addAll(content);
        return copy.attribute(attributeName, value).build();
    }

    /**
     * This element as a document of its own: every prefix that the elements around it had declared is declared on it,
     * because content may use a prefix without any name showing it.
     */
    String standalone(List<Xml> ancestors) {
        Map<String, String> inherited = new LinkedHashMap<>();
        ancestors.forEach(ancestor -> inherited.putAll(ancestor.declarations));
        inherited.remove("");
        declarations.keySet().forEach(inherited::remove);
        Builder copy = new Builder(prefix, namespace, name);
        copy.declarations.putAll(declarations);
        copy.declarations.putAll(inherited);
        copy.attributes.addAll(attributes);
        copy.content.addAll(content);
        return XmlText.standalone(copy.build());
    }

    /** The text of this element as a child of a client's stream. */
    @Override
    public String toString() {
        return XmlText.onStream(this);
    }

    /** Puts an element together; used up by {@link #build()}. */
    static final class Builder {
        private final String prefix;
        private final String namespace;
        private final String name;
        private final Map<String, String> declarations = new LinkedHashMap<>(2);
        private final List<Attribute> attributes = new ArrayList<>(4);
        private final List<Object> content = new ArrayList<>(2);

        private Builder(String prefix, String namespace, String name) {
            this.prefix = prefix;
            this.namespace = namespace;
            this.name = name;
        }

        Builder declare(String declared, String uri) {
            declarations.put(declared, uri);
            return this;
        }

        /** Adds an attribute; {@code null} leaves it out. */
        Builder attribute(String attributeName, @Nullable Object value) {
            if (value != null) {
                attributes.add(new Attribute("", "", attributeName, value.toString()));
            }
            return this;
        }

        Builder attribute(Attribute attribute) {
            attributes.add(attribute);
            return this;
        }

        Builder child(Xml child) {
            content.add(child);
            return this;
        }

        Builder child(Builder child) {
            return child(child.build());
        }

        Builder children(List<Xml> children) {
            content.addAll(children);
            return this;
        }

        Builder text(String text) {
            content.add(text);
            return this;
        }

        Builder raw(String xml) {
            content.add(new Raw(xml));
            return this;
        }

        Xml build() {
            return new Xml(this);
        }
    }
}
