package org.xmppgrid.iodef.internal.meta;

import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlSchema;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.XmlType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A class of the model, as the annotations describe it that JAXB follows too: its attributes, and its children in the
 * order of the schema. One object for each class, for as long as the class lives.
 */
public final class ModelClass {
    private static final Map<Class<?>, ModelClass> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<ModelProperty> attributes;
    private final List<ModelProperty> children;
    private final @Nullable ModelProperty text;
    private final Map<String, ModelProperty> byJavaName = new HashMap<>();

    private ModelClass(Class<?> type) {
        this.type = type;
        try {
            constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No class of the model: " + type.getName(), e);
        }
        List<ModelProperty> attributesFound = new ArrayList<>();
        List<ModelProperty> childrenFound = new ArrayList<>();
        ModelProperty textFound = null;
        for (Class<?> c : withSuperclasses(type)) {
            Map<String, ModelProperty> unordered = new HashMap<>();
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        || Modifier.isTransient(field.getModifiers())
                        || field.isAnnotationPresent(XmlTransient.class)) {
                    continue;
                }
                ModelProperty property = ModelProperty.of(field);
                byJavaName.put(property.javaName(), property);
                switch (property.kind()) {
                    case ATTRIBUTE -> attributesFound.add(property);
                    case TEXT -> textFound = property;
                    case ELEMENT, CHOICE, MIXED, ANY -> unordered.put(property.javaName(), property);
                }
            }
            for (String name : c.getAnnotation(XmlType.class).propOrder()) {
                ModelProperty property = unordered.remove(name);
                if (property != null) {
                    childrenFound.add(property);
                }
            }
            if (!unordered.isEmpty()) {
                throw new IllegalStateException("No order in " + c.getName() + " for " + unordered.keySet());
            }
        }
        attributes = List.copyOf(attributesFound);
        children = List.copyOf(childrenFound);
        text = textFound;
    }

    /** Superclasses come first, as their content does in a type that extends another. */
    private static Deque<Class<?>> withSuperclasses(Class<?> type) {
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            classes.addFirst(c);
        }
        return classes;
    }

    /** The class of a part of a document, which {@link #isPart} has told to be one. */
    public static ModelClass of(Object part) {
        return of(part.getClass());
    }

    public static ModelClass of(Class<?> type) {
        // Not computeIfAbsent: a class that holds itself would be looked up while it is made.
        ModelClass known = KNOWN.get(type);
        if (known == null) {
            known = new ModelClass(type);
            ModelClass first = KNOWN.putIfAbsent(type, known);
            known = first == null ? known : first;
        }
        return known;
    }

    /** Whether a value is of a class of the model, rather than a text, number, token, or foreign XML. */
    public static boolean isPart(@Nullable Object value) {
        return value != null && isModel(value.getClass());
    }

    static boolean isModel(Class<?> type) {
        XmlAccessorType access = type.getAnnotation(XmlAccessorType.class);
        return access != null && type.isAnnotationPresent(XmlType.class);
    }

    public Class<?> type() {
        return type;
    }

    /** The namespace of the class's children. */
    public String namespace() {
        return type.getPackage().getAnnotation(XmlSchema.class).namespace();
    }

    /** The attributes, those of superclasses first. */
    public List<ModelProperty> attributes() {
        return attributes;
    }

    /** The child elements and mixed content, in the order of the schema. */
    public List<ModelProperty> children() {
        return children;
    }

    /** The property that holds the class's text, if it is a class of text with attributes. */
    public Optional<ModelProperty> text() {
        return Optional.ofNullable(text);
    }

    /** The property of a Java name, such as {@code generationTime}. */
    public Optional<ModelProperty> property(String javaName) {
        return Optional.ofNullable(byJavaName.get(javaName));
    }

    /** An object without content, to be filled by {@link ModelProperty#set} and then let go as it is. */
    public Object newInstance() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't make a " + type.getName(), e);
        }
    }

    /** The class name as RFC 7970 has it, for messages. */
    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
