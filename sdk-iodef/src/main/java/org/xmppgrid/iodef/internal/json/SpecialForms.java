package org.xmppgrid.iodef.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.codec.PartCodec;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.model.sci.XmlData;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.iodef.value.ForeignElement;
import org.xmppgrid.iodef.value.IodefBinary;

/** The forms of the classes that RFC 8727 writes in a way of their own. */
final class SpecialForms {
    private SpecialForms() {}

    /** A reference to an observable: the class is gone, its attribute stands in its place (RFC 8727 §3.2). */
    record ReferenceForm() implements Form {
        private static final ModelProperty UID_REF = property(ObservableReference.class, "uidRef");

        @Override
        public JsonValue write(Object value, Writing writing) {
            Object reference = UID_REF.get(value);
            return reference == null ? new JsonValue.Nothing() : writing.text(UID_REF.print(reference));
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String text = Scalars.text(json, reading);
            if (text != null) {
                Object part = ModelClass.of(ObservableReference.class).newInstance();
                UID_REF.set(part, UID_REF.parse(text));
                to.accept(part);
            }
        }
    }

    /** Several classes in one array, each in an object with its name as the only member: Assessment's impacts. */
    record TaggedForm(ModelProperty choice) implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            String name = choice.elementOf(value).name();
            writing.trail.enter(name);
            JsonValue tagged = new Form.ObjectForm(value.getClass()).write(value, writing);
            writing.trail.leave();
            return new JsonValue.Members(Map.of(name, tagged));
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            if (!(json instanceof JsonValue.Members members)) {
                reading.notKept("This is not the object that stands here; it was left out. Send an object.");
                return;
            }
            members.byName().forEach((name, tagged) -> {
                reading.trail.enter(name);
                choice.elements().stream()
                        .filter(element -> element.name().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                element -> new Form.ObjectForm(element.type()).read(tagged, reading, to),
                                () -> reading.notKept("RFC 8727 has no such member here; it was left out."));
                reading.trail.leave();
            });
        }
    }

    /** An element of XML Signature, or one of another vocabulary: base64 of its XML (RFC 8727 §3.2). */
    record SignatureForm() implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            return encoded(((ForeignElement) value).xml());
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String xml = decoded(json, reading);
            if (xml != null) {
                ForeignElement element = element(xml);
                if (element == null) {
                    reading.notKept("This is not the base64 of one XML element; it was left out. Send that.");
                } else {
                    to.accept(element);
                }
            }
        }
    }

    /**
     * A class of XML Signature that the model has as a class: base64 of its XML, as the converter of RFC 8727's authors
     * writes it. A digest method that is a URI as it stands is taken as one.
     */
    record EmbeddedForm<T>(String name, Class<T> type) implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            try {
                return encoded(PartCodec.write(PartCodec.signatureName(name), type, type.cast(value)));
            } catch (XMLStreamException e) {
                throw JsonFailure.of(
                        "The part can't be written as XML, which JSON embeds",
                        writing.trail.toString(),
                        "Look for control characters, or elements nested too deep.",
                        e);
            }
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            ModelProperty algorithm = ModelClass.of(type).property("algorithm").orElse(null);
            if (algorithm != null
                    && json instanceof JsonValue.Text uri
                    && uri.text().indexOf(':') > 0) {
                reading.oddType("Base64 of an XML element stands here; the text was taken as the URI of an algorithm.");
                Object part = ModelClass.of(type).newInstance();
                algorithm.set(part, uri.text());
                to.accept(part);
                return;
            }
            String xml = decoded(json, reading);
            if (xml == null) {
                return;
            }
            try {
                T part = PartCodec.read(PartCodec.signatureName(name), type, xml);
                if (tags(PartCodec.write(PartCodec.signatureName(name), type, part)) != tags(xml)) {
                    reading.notKept("Parts of the XML in this base64 have no place in a document; they were left out.");
                }
                to.accept(part);
            } catch (XMLStreamException e) {
                reading.notKept("This is not the base64 of a ds:" + name + " element; it was left out. Send that.");
            }
        }

        private static long tags(String xml) {
            long tags = 0;
            for (int i = xml.indexOf('<'); i >= 0 && i + 1 < xml.length(); i = xml.indexOf('<', i + 1)) {
                char next = xml.charAt(i + 1);
                tags += next == '/' || next == '!' || next == '?' ? 0 : 1;
            }
            return tags;
        }
    }

    /** The raw data of structured information: base64 of what is in the element (RFC 8727 §2.2.5). */
    record RawDataForm() implements Form {
        private static final ModelProperty CONTENT = property(XmlData.class, "content");
        private static final ModelProperty DTYPE = property(XmlData.class, "dtype");

        @Override
        public JsonValue write(Object value, Writing writing) {
            return encoded(mixed(CONTENT.values(value)));
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String xml = decoded(json, reading);
            if (xml != null) {
                Object part = ModelClass.of(XmlData.class).newInstance();
                DTYPE.set(part, DataType.XML); // fixed (RFC 7203 §4.4)
                CONTENT.setValues(part, mixed(xml, true, reading));
                to.accept(part);
            }
        }
    }

    /** Content of strings and foreign elements as one text. */
    static String mixed(List<Object> content) {
        return content.stream()
                .map(item -> item instanceof ForeignElement element ? element.xml() : (String) item)
                .collect(Collectors.joining());
    }

    /** Content from one text: an element where XML is expected, and the white space around it. */
    static List<Object> mixed(String text, boolean xml, Reading reading) {
        if (text.isEmpty()) {
            return List.of();
        }
        String body = text.strip();
        ForeignElement element = xml && body.startsWith("<") ? element(body) : null;
        if (element == null) {
            if (xml && !body.isEmpty()) {
                reading.oddType("This is not one well-formed XML element, although it says so; it was kept as text.");
            }
            return List.of(text);
        }
        List<Object> content = new ArrayList<>();
        int start = text.indexOf(body);
        if (start > 0) {
            content.add(text.substring(0, start));
        }
        content.add(element);
        if (start + body.length() < text.length()) {
            content.add(text.substring(start + body.length()));
        }
        return content;
    }

    private static @Nullable ForeignElement element(String xml) {
        try {
            return ForeignElement.of(xml);
        } catch (IllegalArgumentException e) {
            return null; // what becomes of it is the caller's to say; the message would quote the text
        }
    }

    private static JsonValue encoded(String xml) {
        return new JsonValue.Text(
                IodefBinary.of(xml.getBytes(StandardCharsets.UTF_8)).text());
    }

    private static @Nullable String decoded(JsonValue json, Reading reading) {
        String text = Scalars.text(json, reading);
        if (text == null) {
            return null;
        }
        byte[] bytes = IodefBinary.of(text).bytes().orElse(null);
        String decoded = bytes == null ? null : Characters.decode(bytes);
        if (decoded == null) {
            reading.notKept("This is not the base64 of a text in UTF-8; it was left out. Encode it (RFC 4648 §4).");
        }
        return decoded;
    }

    static ModelProperty property(Class<?> type, String name) {
        return ModelClass.of(type).property(name).orElseThrow();
    }
}
