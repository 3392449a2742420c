package org.xmppgrid.iodef.internal.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.ModelProperty.Kind;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.Key;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.model.dsig.CanonicalizationMethod;
import org.xmppgrid.iodef.model.dsig.DigestMethod;
import org.xmppgrid.iodef.model.dsig.X509Data;
import org.xmppgrid.iodef.model.sci.XmlData;
import org.xmppgrid.iodef.model.v1.Reference;
import org.xmppgrid.iodef.value.IodefNumber;

/** A class of the model as a JSON object: its members in the order of RFC 8727's schema. */
final class JsonClass {
    private static final Map<Class<?>, JsonClass> KNOWN = new ConcurrentHashMap<>();
    private static final String LANGUAGE = "lang";

    private final ModelClass model;
    private final List<Member> members;
    private final Map<String, Member> byName;
    private final @Nullable ModelProperty language;

    private JsonClass(Class<?> type) {
        model = ModelClass.of(type);
        List<Member> found = new ArrayList<>();
        model.text().ifPresent(text -> found.add(text(type, text)));
        model.children().stream()
                .filter(child -> child.kind() == Kind.MIXED)
                .forEach(child -> found.add(content(child)));
        ModelProperty spoken = null;
        for (ModelProperty attribute : model.attributes()) {
            if (attribute.name().equals("xml:lang")) {
                spoken = attribute;
            }
            if (!JsonTable.isGone(type, attribute.javaName())) {
                found.add(attribute(attribute));
            }
        }
        language = spoken;
        model.children().forEach(child -> found.addAll(elements(type, child)));
        List<String> first = JsonTable.FIRST.getOrDefault(type, List.of());
        found.sort(Comparator.comparingInt(
                member -> first.contains(member.name()) ? first.indexOf(member.name()) : first.size()));
        members = List.copyOf(found);
        byName = Member.byName(members);
    }

    static JsonClass of(Class<?> type) {
        JsonClass known = KNOWN.get(type);
        if (known == null) {
            known = new JsonClass(type);
            JsonClass first = KNOWN.putIfAbsent(type, known);
            known = first == null ? known : first;
        }
        return known;
    }

    private static Member text(Class<?> type, ModelProperty text) {
        String name = JsonTable.TEXT_NAMES.getOrDefault(type, "value");
        if (type == Confidence.class) {
            return new Members.OfConfidence(name, text, SpecialForms.property(type, "rating"));
        }
        return new Members.OfText(name, text, scalar(text));
    }

    private Member content(ModelProperty content) {
        ModelProperty dtype = model.property("dtype").orElseThrow();
        return new Members.OfContent("value", content, dtype, Extension.class.isAssignableFrom(model.type()));
    }

    private static Member attribute(ModelProperty attribute) {
        boolean version =
                attribute.owner() == IodefDocument.class && attribute.name().equals("version");
        Form form = version ? new Form.VersionForm() : scalar(attribute);
        return new Members.OfAttribute(memberName(attribute), attribute, form, JsonTable.fallback(attribute));
    }

    /** The member for an attribute: its name, without the prefix of {@code xml:lang}. */
    static String memberName(ModelProperty attribute) {
        return attribute.name().substring(attribute.name().indexOf(':') + 1);
    }

    private static List<Member> elements(Class<?> type, ModelProperty child) {
        if (child.kind() != Kind.ELEMENT && child.kind() != Kind.CHOICE) {
            return List.of();
        }
        if (JsonTable.isTagged(child)) {
            Members.Source source = new Members.Source(child, null, null);
            return List.of(
                    new Members.OfElements(JsonTable.TAGGED_NAME, true, new SpecialForms.TaggedForm(child), source));
        }
        if (type == Key.class && child.javaName().equals("keyValue")) {
            return List.of(); // told with the other
        }
        if (type == Reference.class && child.javaName().equals("referenceName")) {
            return List.of(new Members.OfReferenceName("ReferenceName", child));
        }
        List<Member> members = new ArrayList<>();
        for (ModelProperty.Element element : child.elements()) {
            if (!JsonTable.isGone(type, element.name())) {
                members.add(element(type, child, element));
            }
        }
        return members;
    }

    private static Member element(Class<?> type, ModelProperty child, ModelProperty.Element element) {
        if (JsonTable.WRAPPERS.contains(element.type())) {
            ModelProperty inner = ModelClass.of(element.type()).children().get(0);
            boolean foreign = inner.kind() == Kind.ANY;
            return new Members.OfElements(
                    foreign ? "Signature" : inner.name(),
                    inner.isList(),
                    foreign ? new SpecialForms.SignatureForm() : new Form.ObjectForm(inner.valueType()),
                    new Members.Source(child, null, inner));
        }
        String name = element.type() == ObservableReference.class
                ? "uid-ref"
                : JsonTable.ELEMENT_NAMES.getOrDefault(element.name(), element.name());
        boolean list = child.isList() && !JsonTable.isSingle(type, element.name());
        Form form = form(type, child, element);
        Members.Source own = new Members.Source(child, child.kind() == Kind.CHOICE ? element.name() : null, null);
        if (type == Key.class && name.equals("Value")) {
            // The schema of RFC 7970 says Value, its text and RFC 8727 say KeyValue.
            Members.Source other = new Members.Source(SpecialForms.property(type, "keyValue"), null, null);
            return new Members.OfElements("KeyValue", list, form, List.of(own, other), own);
        }
        if (type == Reference.class && name.equals("Description")) {
            // A name that is free text: RFC 8727 has room for an identifier of a numbered registry only.
            Members.Source other = new Members.Source(SpecialForms.property(type, "referenceName"), null, null);
            return new Members.OfElements(name, list, form, List.of(other, own), own);
        }
        return new Members.OfElements(name, list, form, own);
    }

    private static Form form(Class<?> owner, ModelProperty child, ModelProperty.Element element) {
        Class<?> type = element.type();
        if (!element.isPart()) {
            return scalar(child);
        }
        if (type == MlString.class || type == org.xmppgrid.iodef.model.v1.MlString.class) {
            return new LanguageForm(type, JsonTable.isPlain(owner, element.name()));
        }
        if (type == ObservableReference.class) {
            return new SpecialForms.ReferenceForm();
        }
        if (type == XmlData.class) {
            return new SpecialForms.RawDataForm();
        }
        if (type == X509Data.class || type == DigestMethod.class || type == CanonicalizationMethod.class) {
            return new SpecialForms.EmbeddedForm<>(element.name(), type);
        }
        return new Form.ObjectForm(type);
    }

    private static Form scalar(ModelProperty property) {
        return property.valueType() == IodefNumber.class ? new Form.NumberForm(property) : new Form.TextForm(property);
    }

    /** The members, in the order they are written. */
    List<Member> members() {
        return members;
    }

    /** The member of a name. */
    Optional<Member> member(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    JsonValue.Members write(Object part, Writing writing) {
        String before = writing.language();
        if (language != null && language.get(part) != null) {
            writing.speak((String) language.get(part));
        }
        Map<String, JsonValue> written = new LinkedHashMap<>();
        for (Member member : members) {
            writing.trail.enter(member.name());
            JsonValue value = member.write(part, writing);
            if (value != null) {
                written.put(member.name(), value);
            }
            writing.trail.leave();
        }
        writing.speak(before);
        return new JsonValue.Members(written);
    }

    Object read(JsonValue.Members json, Reading reading) {
        String before = reading.language();
        String said = language == null ? null : Member.peek(json, LANGUAGE);
        if (said != null) {
            reading.speak(said);
        }
        Object part = model.newInstance();
        // As in XML, where an element can't be without text: one that nobody wrote is empty.
        model.text().filter(text -> text.valueType() == String.class).ifPresent(text -> text.set(part, ""));
        Filling filling = new Filling();
        json.byName().forEach((name, value) -> {
            reading.trail.enter(name);
            Member member = byName.get(name);
            if (member == null) {
                reading.notKept("RFC 8727 has no such member here; it was left out.");
            } else {
                member.read(value, json, reading, filling);
            }
            reading.trail.leave();
        });
        filling.set(part);
        reading.speak(before);
        return part;
    }
}
