package org.xmppgrid.testkit.internal.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of one topic: a value for each {@link ConfigField}; immutable. */
final class NodeConfig {
    private final Map<String, List<String>> values;
    private final Settings settings;

    private NodeConfig(Map<String, List<String>> values, Settings settings) {
        this.values = values;
        this.settings = settings;
    }

    static NodeConfig initial(Settings settings) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        ConfigField.ALL.values().forEach(field -> values.put(field.name(), field.initial()));
        return new NodeConfig(values, settings);
    }

    /** This configuration with the given fields changed; those that are not known are dropped. */
    NodeConfig with(Map<String, List<String>> changes) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changes.forEach((name, wanted) -> {
            ConfigField field = ConfigField.ALL.get(name);
            if (field != null) {
                changed.put(name, field.check(wanted, settings));
            }
        });
        return new NodeConfig(changed, settings);
    }

    /** A publish option is a precondition on the configuration (XEP-0060 §7.1.5); an unknown one is never met. */
    boolean meets(Map<String, List<String>> preconditions) {
        try {
            return preconditions.entrySet().stream()
                    .filter(wanted -> !wanted.getKey().equals("FORM_TYPE"))
                    .allMatch(wanted -> ConfigField.ALL.containsKey(wanted.getKey())
                            && with(Map.of(wanted.getKey(), wanted.getValue()))
                                    .values(wanted.getKey())
                                    .equals(values(wanted.getKey())));
        } catch (StanzaError.Refused impossible) {
            return false;
        }
    }

    List<String> values(String field) {
        return values.getOrDefault(field, List.of());
    }

    String value(String field) {
        return values(field).stream().findFirst().orElse("");
    }

    boolean is(String field) {
        return value(field).equals("1");
    }

    boolean is(String field, String value) {
        return value(field).equals(value);
    }

    int maxItems() {
        String value = value(ConfigField.MAX_ITEMS);
        return value.equals("max") ? settings.itemLimit() : Integer.parseInt(value);
    }

    int archiveLimit() {
        return settings.itemLimit();
    }

    int maxPayloadSize() {
        return Integer.parseInt(value(ConfigField.MAX_PAYLOAD_SIZE));
    }

    /** The form that an owner edits (XEP-0060 §8.2.2). */
    Xml form(String type) {
        Xml.Builder form = DataForm.form(type, Ns.NODE_CONFIG);
        for (ConfigField field : ConfigField.ALL.values()) {
            Xml.Builder shown = DataForm.field(field.name(), field.type(), field.label(), values(field.name()));
            if (type.equals("form")) {
                field.options()
                        .forEach(option -> shown.child(Xml.element(Ns.DATA, "option")
                                .child(Xml.element(Ns.DATA, "value").text(option))));
            }
            form.child(shown);
        }
        return form.build();
    }
}
