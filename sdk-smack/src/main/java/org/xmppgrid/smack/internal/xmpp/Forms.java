package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.xdata.packet.DataForm;

/**
 * Data forms (XEP-0004) as fields and values.
 *
 * <p>Smack-Extensions' form elements are not used here: on submit they leave out the {@code hidden} of FORM_TYPE that RFC
 * 8600 §6 shows, and on reading they refuse a whole form for one field of an unknown type or with a malformed address,
 * and remember every field name that a server ever sent.
 */
final class Forms {
    static final String NAMESPACE = DataForm.NAMESPACE;
    private static final String FORM_TYPE = "FORM_TYPE";

    private Forms() {}

    /** A form's type and fields; the first of two fields of one name counts. */
    record Form(String formType, Map<String, List<String>> fields) {

        String first(String field) {
            List<String> values = fields.getOrDefault(field, List.of());
            return values.isEmpty() ? "" : values.get(0);
        }
    }

    /** Writes a form of type submit, its fields in the given order. */
    static void submit(XmlBuilder xml, String formType, Map<String, List<String>> fields) {
        xml.start(DataForm.ELEMENT, NAMESPACE).attribute("type", "submit");
        xml.start("field").attribute("var", FORM_TYPE).attribute("type", "hidden");
        xml.element("value", formType).end("field");
        fields.forEach((name, values) -> {
            xml.start("field").attribute("var", name);
            values.forEach(value -> xml.element("value", value));
            xml.end("field");
        });
        xml.end(DataForm.ELEMENT);
    }

    /** Reads the form that the parser stands on the start tag of; the parser ends on its end tag. */
    static Form read(XmlPullParser parser) throws XmlPullParserException, IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("field")) {
                String name = Elements.attribute(parser, "var");
                List<String> values = new ArrayList<>();
                Elements.forEachChild(parser, () -> {
                    if (parser.getName().equals("value")) {
                        values.add(Elements.text(parser));
                    }
                });
                fields.putIfAbsent(name, List.copyOf(values));
            }
        });
        List<String> type = fields.remove(FORM_TYPE);
        return new Form(type == null || type.isEmpty() ? "" : type.get(0), fields);
    }
}
