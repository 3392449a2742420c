package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAnyElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlSchema;
import jakarta.xml.bind.annotation.XmlValue;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class of the model keeps of its element, taken from the same annotations that JAXB follows. JAXB drops what has
 * no place in a class without a word; by its shape, it can be told.
 */
final class Shape {
    private static final String DEFAULT = "##default";
    /** The children that may stand once are remembered in the bits of a long. */
    private static final int MAX_CHILDREN = Long.SIZE;

    private static final Shape TEXT = new Shape();

    static {
        TEXT.text = true;
    }

    private final Map<String, Child> children = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private boolean text;
    private boolean any;

    /**
     * A child element.
     *
     * @param bit its number among its siblings, as a bit
     * @param single whether the class has room for one only
     */
    record Child(long bit, String namespace, boolean single, Shape shape) {}

    private Shape() {}

    static Shape of(Class<?> type) {
        return of(type, new HashMap<>());
    }

    private static Shape of(Class<?> type, Map<Class<?>, Shape> known) {
        if (!type.isAnnotationPresent(XmlAccessorType.class)) {
            return TEXT; // a string or one of our values
        }
        Shape shape = known.get(type);
        if (shape == null) {
            shape = new Shape();
            known.put(type, shape); // first: EventData holds EventData
            for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                        shape.add(field, known);
                    }
                }
            }
        }
        return shape;
    }

    private void add(Field field, Map<Class<?>, Shape> known) {
        XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
        if (attribute != null) {
            String namespace = attribute.namespace().equals(DEFAULT) ? "" : attribute.namespace();
            attributes.put(name(attribute.name(), field), namespace);
            return;
        }
        if (field.isAnnotationPresent(XmlElementRef.class) || field.isAnnotationPresent(XmlElementRefs.class)) {
            throw new IllegalStateException("No shape for the element reference " + field + ": bind it as an element");
        }
        text |= field.isAnnotationPresent(XmlValue.class) || field.isAnnotationPresent(XmlMixed.class);
        any |= field.isAnnotationPresent(XmlAnyElement.class);
        XmlElements elements = field.getAnnotation(XmlElements.class);
        if (elements != null) {
            for (XmlElement element : elements.value()) {
                add(field, element, known);
            }
        } else if (!field.isAnnotationPresent(XmlValue.class) && !field.isAnnotationPresent(XmlAnyElement.class)) {
            add(field, field.getAnnotation(XmlElement.class), known);
        }
    }

    private void add(Field field, @Nullable XmlElement element, Map<Class<?>, Shape> known) {
        String name = element == null ? field.getName() : name(element.name(), field);
        String namespace = element == null || element.namespace().equals(DEFAULT)
                ? field.getDeclaringClass()
                        .getPackage()
                        .getAnnotation(XmlSchema.class)
                        .namespace()
                : element.namespace();
        Class<?> type = element == null || element.type() == XmlElement.DEFAULT.class ? type(field) : element.type();
        if (children.size() == MAX_CHILDREN) {
            throw new IllegalStateException("More than " + MAX_CHILDREN + " children in " + field.getDeclaringClass());
        }
        boolean single = !List.class.isAssignableFrom(field.getType());
        Child before = children.put(name, new Child(1L << children.size(), namespace, single, of(type, known)));
        if (before != null) {
            throw new IllegalStateException("Two children named " + name + " in " + field.getDeclaringClass());
        }
    }

    private static Class<?> type(Field field) {
        return field.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : field.getType();
    }

    private static String name(String annotated, Field field) {
        return annotated.equals(DEFAULT) ? field.getName() : annotated;
    }

    @Nullable
    Child child(String localName, String namespace) {
        Child child = children.get(localName);
        return child != null && child.namespace.equals(namespace) ? child : null;
    }

    boolean hasAttribute(String localName, String namespace) {
        return namespace.equals(attributes.get(localName));
    }

    boolean hasText() {
        return text;
    }

    boolean hasAny() {
        return any;
    }
}
