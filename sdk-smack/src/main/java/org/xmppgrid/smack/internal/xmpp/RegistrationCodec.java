package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Registration and passwords (XEP-0077). */
final class RegistrationCodec {
    private static final String NAMESPACE = "jabber:iq:register";
    private static final String ELSEWHERE = "jabber:x:oob";
    private static final String MEDIA = "urn:xmpp:media-element";
    /** A controller that asks for more than this is not answered in any case. */
    private static final int MAX_FIELDS = 100;

    private RegistrationCodec() {}

    /** XEP-0077 §3.1.1: what is asked for. */
    static String ask() {
        return new XmlBuilder().start("query", NAMESPACE).end("query").toString();
    }

    static RegistrationForm read(XmlPullParser parser) throws XmlPullParserException, IOException {
        boolean[] registered = {false};
        List<String> fields = new ArrayList<>();
        List<List<RegistrationForm.Field>> forms = new ArrayList<>(1);
        StringBuilder instructions = new StringBuilder();
        StringBuilder url = new StringBuilder();
        Elements.forEachChild(parser, () -> {
            String name = parser.getName();
            if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                forms.add(form(parser));
            } else if (Elements.is(parser, "x", ELSEWHERE)) {
                Elements.forEachChild(parser, () -> {
                    if (parser.getName().equals("url")) {
                        url.append(Elements.text(parser));
                    }
                });
            } else if (NAMESPACE.equals(parser.getNamespace())) {
                switch (name) {
                    case "registered" -> registered[0] = true;
                    case "instructions" -> instructions.append(Elements.text(parser));
                    default -> {
                        if (fields.size() < MAX_FIELDS) {
                            fields.add(name);
                        }
                    }
                }
            }
        });
        return new RegistrationForm(
                registered[0], fields, forms.stream().findFirst(), instructions.toString(), url.toString());
    }

    private static List<RegistrationForm.Field> form(XmlPullParser parser) throws XmlPullParserException, IOException {
        List<RegistrationForm.Field> fields = new ArrayList<>();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("field")) {
                fields.add(field(parser));
            }
        });
        return fields.subList(0, Math.min(fields.size(), MAX_FIELDS));
    }

    private static RegistrationForm.Field field(XmlPullParser parser) throws XmlPullParserException, IOException {
        String name = Elements.attribute(parser, "var");
        String type = Elements.attribute(parser, "type");
        boolean[] asked = {false};
        StringBuilder value = new StringBuilder();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("required") || Elements.is(parser, "media", MEDIA)) {
                // a picture to be read (XEP-0158) is not for programs, whether or not its form says so
                asked[0] = true;
            } else if (parser.getName().equals("value") && value.length() == 0) {
                value.append(Elements.text(parser));
            }
        });
        return new RegistrationForm.Field(name, type.equals("hidden"), asked[0], value.toString());
    }

    /** XEP-0077 §3.1.2, in the way that was asked: by the data form if there is one. */
    static String answer(RegistrationForm asked, String username, char[] password) {
        if (asked.form().isEmpty()) {
            return namePassword(username, password);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        String formType = NAMESPACE;
        for (RegistrationForm.Field field : asked.form().get()) {
            if (field.name().equals(RegistrationForm.USERNAME)) {
                values.put(field.name(), List.of(username));
            } else if (field.name().equals(RegistrationForm.PASSWORD)) {
                values.put(field.name(), List.of(sendable(password)));
            } else if (field.name().equals("FORM_TYPE")) {
                formType = field.value();
            } else if (field.hidden()) {
                values.putIfAbsent(field.name(), List.of(field.value()));
            }
        }
        XmlBuilder xml = new XmlBuilder().start("query", NAMESPACE);
        Forms.submit(xml, formType, values);
        return xml.end("query").toString();
    }

    /** XEP-0077 §3.1.2 and §3.3: for a new account its password, for the own one another. */
    static String namePassword(String username, char[] password) {
        return new XmlBuilder()
                .start("query", NAMESPACE)
                .element(RegistrationForm.USERNAME, username)
                .element(RegistrationForm.PASSWORD, sendable(password))
                .end("query")
                .toString();
    }

    /** A string in the end, as Smack writes strings; the message of its check would tell a character of the password. */
    private static String sendable(char[] password) {
        String text = new String(password);
        try {
            new XmlBuilder().text(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The password can't be sent: it has a character that XML has no way to say. Choose another");
        }
        return text;
    }
}
