package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An item was published to some of a topic and its sub-topics and not to the others. It is safe to publish it again under
 * the same id: where it arrived already, it is replaced by itself. The reason is that of the first failure.
 */
public final class PartlyPublishedException extends GridException {
    private static final long serialVersionUID = 1L;

    /** The item's id. */
    private final String itemId;

    /** The names of those that have it. */
    private final ArrayList<String> published;

    /** What happened, by the names of those that may not have it. */
    private final LinkedHashMap<String, GridException> failures;

    /**
     * An exception of one item.
     *
     * @param itemId the item's id
     * @param published the names of the topics that have it
     * @param failures what happened, by the names of the topics that have it not or may not have it; at least one
     */
    public PartlyPublishedException(String itemId, List<String> published, Map<String, GridException> failures) {
        super(
                first(failures).reason(),
                "Item '" + itemId + "' was published to " + published + " and not to " + failures.keySet()
                        + "; publish it again under the same id. The first failure: "
                        + first(failures).getMessage(),
                first(failures).condition().orElse(null),
                first(failures));
        this.itemId = itemId;
        this.published = new ArrayList<>(published);
        this.failures = new LinkedHashMap<>(failures);
        failures.values().stream().skip(1).forEach(this::addSuppressed);
    }

    /**
     * The item's id.
     *
     * @return the id to publish again under
     */
    public String itemId() {
        return itemId;
    }

    /**
     * Who has the item.
     *
     * @return the names of the topics that confirmed it, the topic itself first if it did
     */
    public List<String> published() {
        return Collections.unmodifiableList(published);
    }

    /**
     * Who has it not, or may not have it ({@link Reason#OUTCOME_UNKNOWN}).
     *
     * @return what happened, by the topic's name
     */
    public Map<String, GridException> failures() {
        return Collections.unmodifiableMap(failures);
    }

    private static GridException first(Map<String, GridException> failures) {
        return failures.values().iterator().next();
    }
}
