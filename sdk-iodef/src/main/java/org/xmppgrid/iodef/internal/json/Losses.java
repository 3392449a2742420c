package org.xmppgrid.iodef.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.ModelProperty.Kind;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.IodefRecord;
import org.xmppgrid.iodef.model.Key;
import org.xmppgrid.iodef.model.RecordData;
import org.xmppgrid.iodef.model.dsig.X509Data;
import org.xmppgrid.iodef.model.v1.Reference;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;
import org.xmppgrid.iodef.value.IodefNumber;

/**
 * What a document is after it was JSON, held against what it was: every difference is a finding. Not a list of what
 * might be lost, so that nothing can be missing from it.
 */
final class Losses {
    private final List<Finding> findings = new ArrayList<>();

    private Losses() {}

    static List<Finding> between(IodefDocument before, Object after) {
        Losses losses = new Losses();
        losses.part(before, after, PartPath.root());
        return List.copyOf(losses.findings);
    }

    private void part(Object before, Object after, PartPath path) {
        if (before.equals(after)) {
            return;
        }
        ModelClass model = ModelClass.of(before);
        if (model.type() == Reference.class) {
            add(
                    Severity.WARNING,
                    path,
                    "json-reference-name",
                    "RFC 8727 has no free text for the name of this reference; it becomes its first description.");
            return;
        }
        if (model.type() == X509Data.class) {
            add(Severity.WARNING, path, "json-signature", "The XML of this part changes when it is embedded in JSON.");
            return;
        }
        for (ModelProperty attribute : model.attributes()) {
            attribute(model, attribute, before, after, path.attribute(attribute.name()));
        }
        model.text().ifPresent(text -> text(text, text.get(before), text.get(after), path.text()));
        for (ModelProperty child : model.children()) {
            switch (child.kind()) {
                case ELEMENT, CHOICE -> elements(model, child, before, after, path);
                default -> {
                    if (!child.values(before).equals(child.values(after))) {
                        add(
                                Severity.WARNING,
                                path,
                                "json-foreign-xml",
                                "JSON has one string for this content; read back, it is text or other XML. "
                                        + "XML survives as one element where dtype is xml.");
                    }
                }
            }
        }
    }

    private void attribute(ModelClass model, ModelProperty attribute, Object before, Object after, PartPath path) {
        Object was = attribute.get(before);
        Object is = attribute.get(after);
        if (Objects.equals(was, is)) {
            return;
        }
        if (model.type() == IodefDocument.class && attribute.name().equals("version")) {
            add(
                    Severity.INFO,
                    path,
                    "json-version",
                    "JSON has the version 2.0, which is read back as 2.00; write 2.00 in XML.");
        } else if (model.type() == IodefRecord.class || model.type() == RecordData.class && was == null) {
            add(
                    Severity.INFO,
                    path,
                    "json-restriction-moved",
                    "JSON has no class Record; its restriction moves to each RecordData that has none.");
        } else if (was == null) {
            add(
                    Severity.INFO,
                    path,
                    "json-default",
                    "RFC 8727 demands this member; what its absence means in XML is written.");
        } else if (is == null) {
            add(
                    attribute.name().startsWith("xsi:") ? Severity.INFO : Severity.WARNING,
                    path,
                    "json-no-member",
                    "RFC 8727 has no member for this attribute; it is left out.");
        } else {
            changed(was, path);
        }
    }

    private void text(ModelProperty property, @Nullable Object was, @Nullable Object is, PartPath path) {
        // XML, too, can't tell no text from an empty one.
        if (!Objects.equals(was == null ? "" : was, is == null ? "" : is)) {
            changed(was == null ? "" : was, path);
        }
    }

    private void changed(@Nullable Object was, PartPath path) {
        if (was instanceof IodefNumber || was instanceof String) {
            add(
                    Severity.INFO,
                    path,
                    "json-number",
                    "JSON writes this value in another way; read back, it has other characters and the same meaning.");
        } else {
            add(Severity.WARNING, path, "json-value", "This value is another one when it is read back.");
        }
    }

    private void elements(ModelClass model, ModelProperty child, Object before, Object after, PartPath path) {
        Map<String, List<Place>> was = places(child, before, path);
        Map<String, List<Place>> is = places(child, after, path);
        if (child.kind() == Kind.CHOICE
                && !JsonTable.isTagged(child)
                && was.keySet().equals(is.keySet())) {
            order(child, before, after, path);
        }
        if (JsonTable.WRAPPERS.contains(child.elements().get(0).type())) {
            wrapped(child, before, after, path);
            return;
        }
        was.forEach((name, places) -> {
            List<Place> others = is.getOrDefault(name, List.of());
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                if (i >= others.size()) {
                    missing(model, place);
                } else if (place.element().isPart()) {
                    part(place.value(), others.get(i).value(), place.path());
                } else if (!place.value().equals(others.get(i).value())) {
                    changed(place.value(), place.path());
                }
            }
        });
    }

    private void missing(ModelClass model, Place place) {
        if (model.type() == Key.class) {
            add(
                    Severity.INFO,
                    place.path(),
                    "json-key-value",
                    "JSON has one member for Value and KeyValue; read back, it is Value, and of two only Value is kept.");
        } else {
            add(
                    Severity.WARNING,
                    place.path(),
                    "json-no-member",
                    "RFC 8727 has no member for this element; it is left out.");
        }
    }

    private void order(ModelProperty child, Object before, Object after, PartPath path) {
        if (!names(child, before).equals(names(child, after))) {
            add(
                    Severity.INFO,
                    path,
                    "json-order",
                    "JSON has an array for each kind of element; the order between different kinds is lost.");
        }
    }

    private static List<String> names(ModelProperty child, Object part) {
        return child.values(part).stream()
                .map(value -> child.elementOf(value).name())
                .toList();
    }

    /** A wrapper that JSON does not have: what is in it counts, and then which wrapper it was in. */
    private void wrapped(ModelProperty child, Object before, Object after, PartPath path) {
        List<Object> wasWrappers = child.values(before);
        List<Object> isWrappers = child.values(after);
        ModelProperty.Element element = child.elements().get(0);
        ModelClass wrapper = ModelClass.of(element.type());
        ModelProperty inner = wrapper.children().get(0);
        List<Integer> sizes = new ArrayList<>();
        List<Place> was = new ArrayList<>();
        for (int i = 0; i < wasWrappers.size(); i++) {
            PartPath wrapperPath = path.child(element.name(), element.namespace(), child.isList() ? i + 1 : 0);
            for (ModelProperty attribute : wrapper.attributes()) {
                Object value = attribute.get(wasWrappers.get(i));
                if (value != null) {
                    attribute(
                            wrapper,
                            attribute,
                            wasWrappers.get(i),
                            wrapper.newInstance(),
                            wrapperPath.attribute(attribute.name()));
                }
            }
            List<Object> contents = inner.values(wasWrappers.get(i));
            sizes.add(contents.size());
            for (int n = 0; n < contents.size(); n++) {
                was.add(place(inner, contents.get(n), wrapperPath, inner.isList() ? n + 1 : 0));
            }
        }
        List<Object> is = new ArrayList<>();
        isWrappers.forEach(one -> is.addAll(inner.values(one)));
        if (!sizes.equals(
                isWrappers.stream().map(one -> inner.values(one).size()).toList())) {
            add(
                    Severity.INFO,
                    path.child(element.name(), element.namespace(), child.isList() ? 1 : 0),
                    "json-grouping",
                    "JSON has no class " + element.name() + "; what is in several or empty ones is read back in one.");
        }
        for (int i = 0; i < was.size(); i++) {
            if (i >= is.size()) {
                missing(wrapper, was.get(i));
            } else if (ModelClass.isPart(is.get(i))) {
                part(was.get(i).value(), is.get(i), was.get(i).path());
            } else if (!was.get(i).value().equals(is.get(i))) {
                add(
                        Severity.WARNING,
                        was.get(i).path(),
                        "json-signature",
                        "The XML of this part changes when it is embedded in JSON.");
            }
        }
    }

    /** A value, the element it stands in, and where. */
    private record Place(Object value, ModelProperty.Element element, PartPath path) {}

    private static Map<String, List<Place>> places(ModelProperty child, Object part, PartPath path) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (Object value : child.values(part)) {
            String name = child.elementOf(value).name();
            List<Place> same = places.computeIfAbsent(name, any -> new ArrayList<>());
            same.add(place(child, value, path, child.isList() ? same.size() + 1 : 0));
        }
        return places;
    }

    private static Place place(ModelProperty property, Object value, PartPath path, int position) {
        ModelProperty.Element element = property.kind() == Kind.ANY
                ? new ModelProperty.Element("Signature", "http://www.w3.org/2000/09/xmldsig#", value.getClass())
                : property.elementOf(value);
        return new Place(value, element, path.child(element.name(), element.namespace(), position));
    }

    private void add(Severity severity, PartPath path, String rule, String message) {
        findings.add(new Finding(severity, path.toString(), rule, "RFC 8727 §3.2", message));
    }
}
