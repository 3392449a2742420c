package org.xmppgrid.iodef.strict;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.ForeignElement;

/** Builds the model of a document that was grown as an application would: with the builders' methods, and no others. */
final class ModelMaker {
    private ModelMaker() {}

    static IodefDocument make(XmlNode document) {
        return (IodefDocument) make(document, IodefDocument.class);
    }

    private static Object make(XmlNode node, Class<?> type) {
        Object builder = call(null, type, "builder", null);
        ModelClass model = ModelClass.of(type);
        List<QName> attributes = new ArrayList<>(node.attributes.keySet());
        for (ModelProperty property : model.attributes()) {
            QName name = property.name().startsWith("xml:")
                    ? new QName(XMLConstants.XML_NS_URI, property.name().substring(4))
                    : new QName(property.name());
            if (attributes.remove(name)) {
                with(builder, property, value(node.attributes.get(name), property.valueType()));
            }
        }
        List<Object> content = new ArrayList<>(node.content);
        model.text().ifPresent(text -> {
            with(builder, text, value(node.text(), text.valueType()));
            content.clear();
        });
        for (ModelProperty property : model.children()) {
            List<Object> values = new ArrayList<>();
            for (Object part : List.copyOf(content)) {
                Object value = valueOf(part, property);
                if (value != null) {
                    content.remove(part);
                    values.add(value);
                }
            }
            if (!values.isEmpty()) {
                with(builder, property, property.isList() ? values : values.get(0));
            }
        }
        if (!attributes.isEmpty() || !content.isEmpty()) {
            throw new IllegalStateException(type + " has no room for " + attributes + " and " + content);
        }
        return Objects.requireNonNull(call(builder, builder.getClass(), "build", null));
    }

    private static @Nullable Object valueOf(Object part, ModelProperty property) {
        boolean open = property.kind() == ModelProperty.Kind.MIXED || property.kind() == ModelProperty.Kind.ANY;
        if (part instanceof String text) {
            return property.kind() == ModelProperty.Kind.MIXED ? text : null;
        }
        if (part instanceof XmlNode.Foreign foreign) {
            return open ? ForeignElement.of(foreign.xml()) : null;
        }
        XmlNode node = (XmlNode) part;
        for (ModelProperty.Element element : property.elements()) {
            if (node.name.equals(new QName(element.namespace(), element.name()))) {
                return element.isPart() ? make(node, element.type()) : value(node.text(), element.type());
            }
        }
        return open ? ForeignElement.of(node.toXml()) : null;
    }

    private static Object value(String text, Class<?> type) {
        return type == String.class ? text : Objects.requireNonNull(call(null, type, "of", text, String.class));
    }

    private static void with(Object builder, ModelProperty property, Object value) {
        String name = property.javaName().replace("_", ""); // interface is a word of Java
        call(
                builder,
                builder.getClass(),
                "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                value,
                property.isList() ? Iterable.class : property.valueType());
    }

    private static @Nullable Object call(
            @Nullable Object target, Class<?> type, String method, @Nullable Object argument, Class<?>... parameters) {
        try {
            Method found = type.getMethod(method, parameters);
            return parameters.length == 0 ? found.invoke(target) : found.invoke(target, argument);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " of " + type + " failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No " + method + " in " + type, e);
        }
    }
}
