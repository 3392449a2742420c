package org.xmppgrid.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a topic's items can be filtered by: the criteria that a provider and its consumers agree upon. Immutable and
 * thread-safe.
 *
 * @param <T> the Java type of the payloads
 */
public final class FilterCriteria<T> {
    private final Map<String, Criterion<T>> criteria;

    private FilterCriteria(Map<String, Criterion<T>> criteria) {
        this.criteria = Collections.unmodifiableMap(criteria);
    }

    /**
     * The given criteria.
     *
     * @param criteria at least one, each of a name of its own
     * @param <T> the Java type of the payloads
     * @return the criteria together
     * @throws IllegalArgumentException if there is none, or two of the same name
     */
    @SafeVarargs
    public static <T> FilterCriteria<T> of(Criterion<T>... criteria) {
        if (criteria.length == 0) {
            throw new IllegalArgumentException("There is nothing to filter by: name at least one criterion");
        }
        Map<String, Criterion<T>> byName = new LinkedHashMap<>();
        for (Criterion<T> criterion : criteria) {
            if (byName.put(criterion.name(), criterion) != null) {
                throw new IllegalArgumentException("There are two criteria of the name " + criterion.name());
            }
        }
        return new FilterCriteria<>(byName);
    }

    /**
     * The names of the criteria.
     *
     * @return the names, in the order in which they were given
     */
    public Set<String> names() {
        return criteria.keySet();
    }

    /**
     * Whether all criteria of a filter are among these.
     *
     * @param filter the filter
     * @return true if {@link #matches} can tell
     */
    public boolean know(TopicFilter filter) {
        return criteria.keySet().containsAll(filter.values().keySet());
    }

    /**
     * Whether an item passes a filter.
     *
     * @param filter the filter
     * @param payload the item's payload
     * @return true if the payload has the filter's value for each criterion of the filter
     * @throws IllegalArgumentException if the filter has a criterion that is not among these
     */
    public boolean matches(TopicFilter filter, T payload) {
        return filter.values().entrySet().stream()
                .allMatch(
                        wanted -> known(wanted.getKey()).values().apply(payload).contains(wanted.getValue()));
    }

    /** The names of the criteria. */
    @Override
    public String toString() {
        return "FilterCriteria" + names();
    }

    private Criterion<T> known(String name) {
        Criterion<T> criterion = criteria.get(name);
        if (criterion == null) {
            throw new IllegalArgumentException("There is no criterion " + name + " among " + names());
        }
        return criterion;
    }
}
