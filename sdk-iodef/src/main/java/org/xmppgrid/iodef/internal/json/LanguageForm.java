package org.xmppgrid.iodef.internal.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;

/**
 * A text in a language: an object, or a string, for which a reader may assume English (RFC 8727 §3.2). So a text that
 * names no language becomes a string only where it inherits {@code en}, and a string names {@code en} where it would
 * inherit anything else.
 *
 * @param plain whether RFC 8727 has only a string here, without a language to assume
 */
record LanguageForm(Class<?> type, boolean plain) implements Form {
    private static final String ENGLISH = "en";

    @Override
    public JsonValue write(Object value, Writing writing) {
        ModelClass model = ModelClass.of(type);
        Object text = model.text().orElseThrow().get(value);
        JsonValue written = writing.text(text == null ? "" : (String) text);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("value", written);
        put(members, "lang", value, writing);
        put(members, "translation-id", value, writing);
        boolean string = plain || members.size() == 1 && ENGLISH.equalsIgnoreCase(writing.language());
        return string ? written : new JsonValue.Members(members);
    }

    private void put(Map<String, JsonValue> members, String name, Object value, Writing writing) {
        ModelProperty property = attribute(name);
        Object attribute = property == null ? null : property.get(value);
        if (attribute != null) {
            members.put(name, writing.text((String) attribute));
        }
    }

    private @Nullable ModelProperty attribute(String name) {
        for (ModelProperty property : ModelClass.of(type).attributes()) {
            if (JsonClass.memberName(property).equals(name)) {
                return property;
            }
        }
        return null;
    }

    @Override
    public void read(JsonValue json, Reading reading, Consumer<Object> to) {
        Object part = ModelClass.of(type).newInstance();
        if (json instanceof JsonValue.Members members) {
            if (plain) {
                reading.oddType("A string stands here in RFC 8727; the object was read all the same. Send a string.");
            }
            String text = member(members, "value", reading);
            set(part, text == null ? "" : text);
            for (Map.Entry<String, JsonValue> entry : members.byName().entrySet()) {
                String name = entry.getKey();
                ModelProperty property = attribute(name);
                reading.trail.enter(name);
                if (property != null) {
                    property.set(part, Scalars.text(entry.getValue(), reading));
                } else if (!name.equals("value")) {
                    reading.notKept("RFC 8727 has no such member here; it was left out.");
                }
                reading.trail.leave();
            }
            to.accept(part);
            return;
        }
        String text = Scalars.text(json, reading);
        if (text != null) {
            set(part, text);
            ModelProperty language = attribute("lang");
            if (!plain && language != null && !ENGLISH.equalsIgnoreCase(reading.language())) {
                language.set(part, ENGLISH);
            }
            to.accept(part);
        }
    }

    private void set(Object part, String text) {
        ModelClass.of(type).text().orElseThrow().set(part, text);
    }

    private static @Nullable String member(JsonValue.Members members, String name, Reading reading) {
        JsonValue value = members.byName().get(name);
        if (value == null) {
            return null;
        }
        reading.trail.enter(name);
        String text = Scalars.text(value, reading);
        reading.trail.leave();
        return text;
    }
}
