package org.xmppgrid.iodef.internal.meta;

import jakarta.xml.bind.annotation.XmlAnyElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlSchema;
import jakarta.xml.bind.annotation.XmlValue;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One property of a class of the model: an attribute, its child elements of a name, a choice of names, or its text. */
public final class ModelProperty {
    private static final String DEFAULT = "##default";

    private final Field field;
    private final Kind kind;
    private final boolean list;
    private final boolean required;
    private final String name;
    private final List<Element> elements;
    private final @Nullable XmlAdapter<String, Object> adapter;

    /** How a property stands in XML. */
    public enum Kind {
        /** An attribute: {@link #name()}. */
        ATTRIBUTE,
        /** Child elements of one name: the only one of {@link #elements()}. */
        ELEMENT,
        /** Child elements of several names in any order: {@link #elements()}; a class for each name. */
        CHOICE,
        /** The text of a class that has attributes but no children. */
        TEXT,
        /** Strings and foreign elements, in the order of the document. */
        MIXED,
        /** Foreign elements only. */
        ANY
    }

    /**
     * A child element that a property may hold.
     *
     * @param type the class of the model, or the class of the value where the element holds only text
     */
    public record Element(String name, String namespace, Class<?> type) {
        /** Whether the element is bound to a class of the model, rather than to a value. */
        public boolean isPart() {
            return ModelClass.isModel(type);
        }
    }

    private ModelProperty(Field field, Kind kind, String name, boolean required, List<Element> elements) {
        field.setAccessible(true);
        this.field = field;
        this.kind = kind;
        this.name = name;
        this.required = required;
        this.elements = elements;
        this.list = List.class.isAssignableFrom(field.getType());
        this.adapter = adapter(field);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable XmlAdapter<String, Object> adapter(Field field) {
        XmlJavaTypeAdapter annotation = field.getAnnotation(XmlJavaTypeAdapter.class);
        if (annotation == null) {
            return null;
        }
        try {
            return (XmlAdapter<String, Object>)
                    annotation.value().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't make the adapter of " + field, e);
        }
    }

    static ModelProperty of(Field field) {
        XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
        if (attribute != null) {
            String prefix =
                    switch (attribute.namespace()) {
                        case "http://www.w3.org/XML/1998/namespace" -> "xml:";
                        case "http://www.w3.org/2001/XMLSchema-instance" -> "xsi:";
                        default -> "";
                    };
            return new ModelProperty(
                    field, Kind.ATTRIBUTE, prefix + name(attribute.name(), field), attribute.required(), List.of());
        }
        if (field.isAnnotationPresent(XmlValue.class)) {
            return new ModelProperty(field, Kind.TEXT, "", false, List.of());
        }
        if (field.isAnnotationPresent(XmlMixed.class)) {
            return new ModelProperty(field, Kind.MIXED, "", false, List.of());
        }
        if (field.isAnnotationPresent(XmlAnyElement.class)) {
            return new ModelProperty(field, Kind.ANY, "", false, List.of());
        }
        XmlElements choice = field.getAnnotation(XmlElements.class);
        List<Element> elements = new ArrayList<>();
        boolean required = false;
        for (XmlElement element :
                choice != null ? choice.value() : new XmlElement[] {field.getAnnotation(XmlElement.class)}) {
            elements.add(element(field, element));
            required |= element != null && element.required();
        }
        Kind kind = choice == null ? Kind.ELEMENT : Kind.CHOICE;
        return new ModelProperty(field, kind, elements.get(0).name(), required, List.copyOf(elements));
    }

    private static Element element(Field field, @Nullable XmlElement element) {
        String name = element == null ? field.getName() : name(element.name(), field);
        String namespace = element == null || element.namespace().equals(DEFAULT)
                ? field.getDeclaringClass()
                        .getPackage()
                        .getAnnotation(XmlSchema.class)
                        .namespace()
                : element.namespace();
        Class<?> declared = field.getGenericType() instanceof ParameterizedType type
                ? (Class<?>) type.getActualTypeArguments()[0]
                : field.getType();
        // An element with an adapter names String here; the value it becomes is what the field says.
        boolean named = element != null && element.type() != XmlElement.DEFAULT.class && declared == Object.class;
        return new Element(name, namespace, named ? element.type() : declared);
    }

    private static String name(String annotated, Field field) {
        return annotated.equals(DEFAULT) ? field.getName() : annotated;
    }

    /** The name of the field and, with a capital, of the getter: {@code generationTime}. */
    public String javaName() {
        return field.getName();
    }

    /** The class whose field this is: for an inherited property not the one it was asked of. */
    public Class<?> owner() {
        return field.getDeclaringClass();
    }

    public Kind kind() {
        return kind;
    }

    /** The name of the attribute, with {@code xml:} or {@code xsi:}, or of the element (of a choice, the first). */
    public String name() {
        return name;
    }

    /** Whether the property has room for more than one value. */
    public boolean isList() {
        return list;
    }

    /** Whether the lenient schema asks for it, which is where the strict schema and the text of the RFC agree. */
    public boolean isRequired() {
        return required;
    }

    /** The elements that may stand here; empty unless the kind is an element or a choice. */
    public List<Element> elements() {
        return elements;
    }

    /** The Java type of one value. */
    public Class<?> valueType() {
        return field.getGenericType() instanceof ParameterizedType type
                ? (Class<?>) type.getActualTypeArguments()[0]
                : field.getType();
    }

    /** The element as which a value of this property is written. */
    public Element elementOf(Object value) {
        for (Element element : elements) {
            if (element.type() == value.getClass() || elements.size() == 1) {
                return element;
            }
        }
        throw new IllegalArgumentException(
                value.getClass().getName() + " has no place in " + field.getDeclaringClass() + "." + field.getName());
    }

    /** The values, in order: none, one, or those of the list. */
    public List<Object> values(Object owner) {
        Object value = get(owner);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> values && list ? List.copyOf(values) : List.of(value);
    }

    /** The one value, or the list itself; null when there is none. */
    public @Nullable Object get(Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fills an object that was made by {@link ModelClass#newInstance} and that nobody else has seen. */
    public void set(Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fills it with values: a property that may stand once takes the only one. */
    public void setValues(Object owner, List<?> values) {
        if (list) {
            set(owner, values.isEmpty() ? null : new ArrayList<>(values));
        } else if (values.size() > 1) {
            throw new IllegalArgumentException(this + " may stand once, not " + values.size() + " times");
        } else {
            set(owner, values.isEmpty() ? null : values.get(0));
        }
    }

    /** The value that a text stands for where the property holds values, as XML would be read. */
    public Object parse(String text) {
        try {
            return adapter == null ? text : adapter.unmarshal(text);
        } catch (Exception e) { // of a signature; ours keep any text
            throw new IllegalStateException(this + " can't be read", e);
        }
    }

    /** The text of a value, as XML would be written. */
    public String print(Object value) {
        try {
            return adapter == null ? (String) value : adapter.marshal(value);
        } catch (Exception e) {
            throw new IllegalStateException(this + " can't be written", e);
        }
    }

    /** The property as {@code Class.property}. */
    @Override
    public String toString() {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
}
