package org.xmppgrid.iodef.internal.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.OpenToken;

/**
 * What a class of the model keeps of its element. JAXB drops what has no place in a class without a word; by its shape,
 * it can be told.
 */
final class Shape {
    private final Map<String, Child> children = new HashMap<>();
    private final Map<String, Attribute> attributes = new HashMap<>();
    private final boolean text;
    private final boolean any;
    private final int anyOrder;
    private final Value value;

    /** How the text of an element or the value of an attribute is read, where not as it is. */
    enum Value {
        PLAIN,
        NUMBER,
        TIME,
        TOKEN;

        static Value of(Class<?> type) {
            if (type == IodefTime.class) {
                return TIME;
            }
            if (type == IodefNumber.class) {
                return NUMBER;
            }
            return OpenToken.class.isAssignableFrom(type) ? TOKEN : PLAIN;
        }
    }

    /**
     * A child element.
     *
     * @param number its number among its siblings
     * @param single whether the class has room for one only
     * @param order the place of its property in the schema: lower ones come first
     */
    record Child(String name, String namespace, int number, boolean single, int order, Shape shape) {}

    /** An attribute. */
    static final class Attribute {
        private final String namespace;
        private final Value value;
        private final @Nullable MethodHandle reader;
        /** The tokens that the RFC lists, as far as they were met. */
        private final Set<String> listed = ConcurrentHashMap.newKeySet();

        private Attribute(String namespace, Class<?> type) {
            this.namespace = namespace;
            this.value = Value.of(type);
            this.reader = value == Value.TOKEN ? reader(type) : null;
        }

        Value value() {
            return value;
        }

        /** Whether a value is a token that the RFC lists, as it stands there. */
        boolean lists(String text) {
            return listed.contains(text);
        }

        /** Whether the RFC lists the token that a value is read as. */
        boolean listsAsRead(String text) {
            OpenToken token = token(text);
            if (token == null) {
                return true;
            }
            if (token.isKnown() && token.token().equals(text)) {
                listed.add(text);
            }
            return token.isKnown();
        }

        private @Nullable OpenToken token(String text) {
            try {
                return reader == null ? null : (OpenToken) reader.invokeExact(text);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e); // none is declared
            }
        }
    }

    /** The shape of an element without attributes and children, whose text is a value. */
    private Shape(Class<?> type) {
        text = true;
        any = false;
        anyOrder = 0;
        value = Value.of(type);
    }

    private Shape(ModelClass type, Map<Class<?>, Shape> known) {
        known.put(type.type(), this); // first: EventData holds EventData
        for (ModelProperty attribute : type.attributes()) {
            add(attribute);
        }
        boolean mixed = false;
        int anyAt = -1;
        List<ModelProperty> properties = type.children();
        for (int order = 0; order < properties.size(); order++) {
            ModelProperty property = properties.get(order);
            mixed |= property.kind() == ModelProperty.Kind.MIXED;
            if (property.kind() == ModelProperty.Kind.MIXED || property.kind() == ModelProperty.Kind.ANY) {
                anyAt = order;
            }
            for (ModelProperty.Element element : property.elements()) {
                add(element, property, order, known);
            }
        }
        text = mixed || type.text().isPresent();
        any = anyAt >= 0;
        anyOrder = anyAt;
        value = type.text().map(property -> Value.of(property.valueType())).orElse(Value.PLAIN);
    }

    static Shape of(Class<?> type) {
        return new Shape(ModelClass.of(type), new HashMap<>());
    }

    private void add(ModelProperty attribute) {
        String name = attribute.name();
        int colon = name.indexOf(':');
        String namespace = colon < 0
                ? ""
                : name.startsWith("xml:") ? XMLConstants.XML_NS_URI : XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
        attributes.put(name.substring(colon + 1).intern(), new Attribute(namespace, attribute.valueType()));
    }

    /** The method {@code of(String)} of a type of tokens. */
    private static MethodHandle reader(Class<?> type) {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(type, "of", MethodType.methodType(type, String.class))
                    .asType(MethodType.methodType(OpenToken.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No way to read a " + type, e);
        }
    }

    private void add(ModelProperty.Element element, ModelProperty property, int order, Map<Class<?>, Shape> known) {
        Shape shape = known.get(element.type());
        if (shape == null) {
            shape = element.isPart() ? new Shape(ModelClass.of(element.type()), known) : new Shape(element.type());
        }
        // Interned, as the names of the parser are: then most comparisons end before the first character.
        String name = element.name().intern();
        String namespace = element.namespace().intern();
        if (children.put(name, new Child(name, namespace, children.size(), !property.isList(), order, shape)) != null) {
            throw new IllegalStateException("Two children named " + element.name() + " in " + property.owner());
        }
    }

    @Nullable
    Child child(String localName, String namespace) {
        Child child = children.get(localName);
        return child != null && child.namespace.equals(namespace) ? child : null;
    }

    @Nullable
    Attribute attribute(String localName, String namespace) {
        Attribute attribute = attributes.get(localName);
        return attribute != null && attribute.namespace.equals(namespace) ? attribute : null;
    }

    /** How many names of children there are: their numbers are below it. */
    int childNames() {
        return children.size();
    }

    boolean hasText() {
        return text;
    }

    boolean hasAny() {
        return any;
    }

    /** The place of foreign elements in the schema, as that of a {@link Child}. */
    int anyOrder() {
        return anyOrder;
    }

    /** How the element's text is read. */
    Value value() {
        return value;
    }
}
