package org.xmppgrid.iodef.internal.json;

import java.util.function.Consumer;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.value.Finding.Severity;

/** How one value of the model stands in JSON. */
interface Form {
    JsonValue write(Object value, Writing writing);

    /** @param to told of the value, or of nothing when there is none to keep, which has then been reported */
    void read(JsonValue json, Reading reading, Consumer<Object> to);

    /** A string: texts, tokens, times, base64. */
    record TextForm(ModelProperty property) implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            return writing.text(property.print(value));
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String text = Scalars.text(json, reading);
            if (text != null) {
                to.accept(property.parse(text));
            }
        }
    }

    /**
     * A number, with the digits it has in XML as far as JSON can write them. What is no number is a string: Port holds
     * names of services, an impact INF.
     */
    record NumberForm(ModelProperty property) implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            String text = property.print(value);
            String digits = Scalars.digits(text);
            return digits == null ? writing.text(text) : new JsonValue.Digits(digits);
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String text = Scalars.number(json, reading);
            if (text != null) {
                to.accept(property.parse(text));
            }
        }
    }

    /** The version of the format: 2.00 in XML, 2.0 in JSON (RFC 8727 §4). */
    record VersionForm() implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            return value.equals("2.00") ? new JsonValue.Text("2.0") : writing.text((String) value);
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            String version = Scalars.text(json, reading);
            if (version == null) {
                return;
            }
            if (!version.equals("2.0")) {
                reading.report(
                        Severity.WARNING,
                        "json-version",
                        "The version is not 2.0, which is the one that RFC 8727 describes; write 2.0.");
            }
            to.accept(version.equals("2.0") ? "2.00" : version);
        }
    }

    /** An object with members. */
    record ObjectForm(Class<?> type) implements Form {
        @Override
        public JsonValue write(Object value, Writing writing) {
            return JsonClass.of(type).write(value, writing);
        }

        @Override
        public void read(JsonValue json, Reading reading, Consumer<Object> to) {
            if (json instanceof JsonValue.Members members) {
                to.accept(JsonClass.of(type).read(members, reading));
            } else {
                reading.notKept("This is not the object that stands here; it was left out. Send an object.");
            }
        }
    }
}
