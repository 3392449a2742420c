package org.xmppgrid.iodef.internal.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.RecordData;

/** The kinds of members. */
final class Members {
    private Members() {}

    /**
     * An attribute of XML.
     *
     * @param fallback what to write when there is none, where RFC 8727 demands the member; null to write nothing
     */
    record OfAttribute(
            String name,
            ModelProperty property,
            Form form,
            @Nullable String fallback) implements Member {
        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            Object value = property.get(part);
            if (value == null) {
                return fallback == null ? null : new JsonValue.Text(fallback);
            }
            return form.write(value, writing);
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            for (JsonValue item : Member.items(json, false, reading)) {
                form.read(item, reading, value -> filling.add(property, List.of(value)));
            }
        }
    }

    /** The text of an element that has attributes too. */
    record OfText(String name, ModelProperty property, Form form) implements Member {
        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            Object value = property.get(part);
            if (value != null) {
                return form.write(value, writing);
            }
            return form instanceof Form.TextForm ? new JsonValue.Text("") : null;
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            for (JsonValue item : Member.items(json, false, reading)) {
                form.read(item, reading, value -> filling.add(property, List.of(value)));
            }
        }
    }

    /**
     * The number of a confidence. RFC 7970 §3.12.5 allows it with the rating {@code numeric} only, RFC 8727 demands it
     * always: zero is written where there is none, and zero says nothing where the rating is another.
     */
    record OfConfidence(String name, ModelProperty property, ModelProperty rating) implements Member {
        private static final String NUMERIC = "numeric";

        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            String text = (String) property.get(part);
            if (text != null && !text.isBlank()) {
                String digits = Scalars.digits(text.strip());
                return digits == null ? writing.text(text) : new JsonValue.Digits(digits);
            }
            return NUMERIC.equals(String.valueOf(rating.get(part))) ? null : new JsonValue.Digits("0");
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            for (JsonValue item : Member.items(json, false, reading)) {
                String text = Scalars.number(item, reading);
                if (text != null) {
                    boolean silent = item.equals(new JsonValue.Digits("0"))
                            && !NUMERIC.equals(Member.peek(whole, JsonClass.memberName(rating)));
                    filling.add(property, List.of(silent ? "" : text));
                }
            }
        }
    }

    /** Strings and foreign elements as one string. */
    record OfContent(String name, ModelProperty property, ModelProperty dtype, boolean required) implements Member {
        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            List<Object> content = property.values(part);
            return content.isEmpty() && !required ? null : writing.text(SpecialForms.mixed(content));
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            for (JsonValue item : Member.items(json, false, reading)) {
                String text = Scalars.text(item, reading);
                if (text != null) {
                    boolean xml = "xml".equals(Member.peek(whole, JsonClass.memberName(dtype)));
                    filling.add(property, SpecialForms.mixed(text, xml, reading));
                }
            }
        }
    }

    /**
     * Child elements of one name.
     *
     * @param sources where their values come from
     * @param target which of the sources they are read back into
     */
    record OfElements(String name, boolean isList, Form form, List<Source> sources, Source target) implements Member {
        OfElements(String name, boolean isList, Form form, Source source) {
            this(name, isList, form, List.of(source), source);
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            List<JsonValue> items = new ArrayList<>();
            for (Source source : sources) {
                List<Object> values = source.values(part);
                if (values.isEmpty()) {
                    continue;
                }
                writing.descend(source.depth());
                for (Object value : values) {
                    if (isList || items.isEmpty()) {
                        writing.trail.enter(items.size());
                        items.add(form.write(value, writing));
                        writing.trail.leave();
                    }
                }
                writing.ascend(source.depth());
            }
            items.removeIf(item -> item instanceof JsonValue.Nothing);
            if (items.isEmpty()) {
                return null;
            }
            return isList ? new JsonValue.Items(items) : items.get(0);
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            List<Object> values = new ArrayList<>();
            reading.descend(target.depth());
            int index = 0;
            for (JsonValue item : Member.items(json, isList, reading)) {
                if (isList) {
                    reading.trail.enter(index++);
                }
                form.read(item, reading, values::add);
                if (isList) {
                    reading.trail.leave();
                }
            }
            reading.ascend(target.depth());
            if (target.inner() == null) {
                filling.add(target.property(), values);
            } else {
                filling.addWrapped(target.property(), target.inner(), values);
            }
        }
    }

    /**
     * The name of a reference of structured information: an identifier of a numbered registry in JSON, free text in the
     * model (RFC 7203 §4.4 refers to IODEF 1.0). Written with the descriptions; read, the identifier becomes the text.
     */
    record OfReferenceName(String name, ModelProperty property) implements Member {
        private static final String IDENTIFIER = "ID";

        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public @Nullable JsonValue write(Object part, Writing writing) {
            return null;
        }

        @Override
        public void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling) {
            for (JsonValue item : Member.items(json, false, reading)) {
                String identifier = item instanceof JsonValue.Members members ? Member.peek(members, IDENTIFIER) : null;
                if (identifier == null) {
                    reading.notKept("This is not an object with the string ID; it was left out. Send one.");
                } else {
                    reading.notKept("Only the identifier was kept: RFC 7203 has no registry for its references.");
                    ModelClass model = ModelClass.of(property.valueType());
                    Object text = model.newInstance();
                    model.text().orElseThrow().set(text, identifier);
                    filling.add(property, List.of(text));
                }
            }
        }
    }

    /**
     * Where values come from.
     *
     * @param element the one element of a choice; null for all
     * @param inner for a wrapper that RFC 8727 leaves out, the property with its content
     */
    record Source(
            ModelProperty property,
            @Nullable String element,
            @Nullable ModelProperty inner) {
        int depth() {
            return inner == null ? 1 : 2;
        }

        List<Object> values(Object part) {
            List<Object> values = new ArrayList<>();
            for (Object value : property.values(part)) {
                if (element != null && !property.elementOf(value).name().equals(element)) {
                    continue;
                }
                if (inner == null) {
                    values.add(value);
                } else {
                    inner.values(value).forEach(content -> values.add(restricted(content, value)));
                }
            }
            return values;
        }

        /**
         * A record's restriction must not be lost with its class: it holds for what is inside (RFC 7970 §3.3.1), so it
         * goes there.
         */
        private static Object restricted(Object content, Object wrapper) {
            if (!(content instanceof RecordData)) {
                return content;
            }
            ModelClass from = ModelClass.of(wrapper);
            ModelClass to = ModelClass.of(content);
            ModelProperty own = to.property("restriction").orElseThrow();
            Object restriction = from.property("restriction").orElseThrow().get(wrapper);
            if (restriction == null || own.get(content) != null) {
                return content;
            }
            Object copy = to.newInstance();
            to.attributes().forEach(property -> property.set(copy, property.get(content)));
            to.children().forEach(property -> property.set(copy, property.get(content)));
            own.set(copy, restriction);
            to.property("extRestriction")
                    .orElseThrow()
                    .set(copy, from.property("extRestriction").orElseThrow().get(wrapper));
            return copy;
        }
    }
}
