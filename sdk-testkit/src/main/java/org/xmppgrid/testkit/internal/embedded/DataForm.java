package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data form that was filled in (XEP-0004).
 *
 * @param type form, submit, cancel or result
 * @param fields values by field name
 */
record DataForm(String type, Map<String, List<String>> fields) {

    static DataForm of(Xml x) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Xml field : x.children(Ns.DATA, "field")) {
            List<String> values = new ArrayList<>();
            field.children(Ns.DATA, "value").forEach(value -> values.add(value.text()));
            fields.put(field.attribute("var", ""), values);
        }
        return new DataForm(x.attribute("type", "form"), fields);
    }

    static Optional<DataForm> in(Xml parent) {
        return parent.child(Ns.DATA, "x").map(DataForm::of);
    }

    boolean isA(String formType) {
        return formType.equals(first("FORM_TYPE").orElse(""));
    }

    Optional<String> first(String field) {
        return fields.getOrDefault(field, List.of()).stream().findFirst();
    }

    /** The beginning of a form of that type (XEP-0068). */
    static Xml.Builder form(String type, String formType) {
        return Xml.element(Ns.DATA, "x")
                .attribute("type", type)
                .child(field("FORM_TYPE", "hidden", null, List.of(formType)));
    }

    static Xml.Builder field(String name, String type, @Nullable String label, List<String> values) {
        return Xml.element(Ns.DATA, "field")
                .attribute("var", name)
                .attribute("type", type)
                .attribute("label", label)
                .children(values.stream()
                        .map(value -> Xml.element(Ns.DATA, "value").text(value).build())
                        .toList());
    }

    /** XEP-0004 §3.3: a boolean is 0, 1, false or true. */
    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
