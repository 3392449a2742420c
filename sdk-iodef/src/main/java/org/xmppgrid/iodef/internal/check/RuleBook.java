package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.iodef.value.IodefTime;

/** The rules of RFC 7970 that its schema does not say, by the classes that they are about. Filled once, then read. */
final class RuleBook {
    static final RuleBook RFC_7970 = rfc7970();

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<Entry<Object>> general = new ArrayList<>();
    private final Map<Class<?>, List<Entry<Object>>> byClass = new HashMap<>();
    private final Map<String, List<Entry<String>>> byText = new HashMap<>();
    private final List<Entry<IodefTime>> times = new ArrayList<>();
    private final Map<Class<?>, List<Entry<Object>>> found = new ConcurrentHashMap<>();

    /** What a rule does with a part. */
    @FunctionalInterface
    interface Check<T> {
        void check(T part, Place place);
    }

    /** A rule and what it does. */
    record Entry<T>(Rule rule, Check<T> check) {}

    private static RuleBook rfc7970() {
        RuleBook book = new RuleBook();
        IdentityRules.addTo(book);
        TimeRules.addTo(book);
        ContentRules.addTo(book);
        ContactRules.addTo(book);
        SystemRules.addTo(book);
        AssessmentRules.addTo(book);
        RecordRules.addTo(book);
        IndicatorRules.addTo(book);
        ExtensionRules.addTo(book);
        return book;
    }

    /** A rule for all parts. */
    void onAny(Rule rule, Check<Object> check) {
        declare(rule);
        general.add(new Entry<>(rule, check));
    }

    /** A rule for the parts of a class, and of those that extend it. */
    <T> void on(Rule rule, Class<T> type, Check<T> check) {
        declare(rule);
        byClass.computeIfAbsent(type, key -> new ArrayList<>())
                .add(new Entry<>(rule, (part, place) -> check.check(type.cast(part), place)));
    }

    /** A rule for the text of a child that holds only text. */
    void onText(Rule rule, Class<?> owner, String element, Check<String> check) {
        declare(rule);
        byText.computeIfAbsent(owner.getSimpleName() + '/' + element, key -> new ArrayList<>())
                .add(new Entry<>(rule, check));
    }

    /** A rule for all times. */
    void onTime(Rule rule, Check<IodefTime> check) {
        declare(rule);
        times.add(new Entry<>(rule, check));
    }

    private void declare(Rule rule) {
        Rule before = rules.put(rule.id(), rule);
        if (before != null && !before.equals(rule)) {
            throw new IllegalStateException("Two rules are named " + rule.id());
        }
    }

    Collection<Rule> rules() {
        return rules.values();
    }

    List<Entry<Object>> of(Class<?> type) {
        return found.computeIfAbsent(type, key -> {
            List<Entry<Object>> entries = new ArrayList<>(general);
            for (Class<?> c = key; c != null; c = c.getSuperclass()) {
                entries.addAll(byClass.getOrDefault(c, List.of()));
            }
            return List.copyOf(entries);
        });
    }

    List<Entry<String>> ofText(Class<?> owner, String element) {
        return byText.isEmpty() ? List.of() : byText.getOrDefault(owner.getSimpleName() + '/' + element, List.of());
    }

    List<Entry<IodefTime>> ofTimes() {
        return times;
    }
}
