package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig.Difference;
import org.xmppgrid.sdk.TopicField;

/** Compares a configuration that was asked for with the one that a topic has, by what the fields mean. */
final class ConfigComparison {
    private static final String ACCESS_MODEL = TopicField.ACCESS_MODEL.protocolName();

    private ConfigComparison() {}

    /**
     * What is not as it was asked for.
     *
     * @param models the access models that would do
     * @param fields the other fields that were asked for
     * @param known what is known of the topic
     */
    static List<Difference> differences(List<AccessModel> models, Map<String, List<String>> fields, KnownConfig known) {
        List<Difference> differences = new ArrayList<>();
        List<String> wanted = models.stream().map(AccessModel::protocolName).toList();
        List<String> access = known.config().value(ACCESS_MODEL).stream().toList();
        boolean done = wanted.isEmpty() || wanted.containsAll(access) && !access.isEmpty();
        if (!done && known.tells(ACCESS_MODEL)) {
            differences.add(new Difference(ACCESS_MODEL, wanted, access));
        }
        fields.forEach((name, asked) -> {
            List<String> effective = known.config().fields().getOrDefault(name, List.of());
            if (!name.equals(ACCESS_MODEL) && known.tells(name) && !same(name, asked, effective)) {
                differences.add(new Difference(name, asked, effective));
            }
        });
        return differences;
    }

    /** Whether two values of a field mean the same: brokers write booleans in two ways, and lists in any order. */
    static boolean same(String name, List<String> one, List<String> other) {
        Optional<TopicField<?>> field = TopicField.named(name);
        Optional<?> first = field.flatMap(known -> known.read(one));
        Optional<?> second = field.flatMap(known -> known.read(other));
        return first.isPresent() && second.isPresent()
                ? unordered(first.get()).equals(unordered(second.get()))
                : plain(one).equals(plain(other));
    }

    private static Object unordered(Object value) {
        return value instanceof List<?> list ? Set.copyOf(list) : value;
    }

    private static List<String> plain(List<String> values) {
        return values.stream()
                .filter(value -> !value.isBlank())
                .map(value -> switch (value) {
                    case "true" -> "1";
                    case "false" -> "0";
                    default -> value;
                })
                .toList();
    }
}
