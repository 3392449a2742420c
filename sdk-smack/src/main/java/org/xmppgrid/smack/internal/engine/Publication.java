package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.PartlyPublishedException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicFilter;

/** One item on its way to a topic and its sub-topics: waits for all answers and says who has it. */
final class Publication<T> {
    private final FilteredGridTopic<T> topic;
    private final String itemId;
    private final CompletableFuture<String> itself;
    private final Map<TopicFilter, CompletableFuture<String>> others;

    Publication(
            FilteredGridTopic<T> topic,
            String itemId,
            CompletableFuture<String> itself,
            Map<TopicFilter, CompletableFuture<String>> others) {
        this.topic = topic;
        this.itemId = itemId;
        this.itself = itself;
        this.others = others;
    }

    /** Completes when all have answered, on a thread that may block. */
    CompletableFuture<String> outcome() {
        List<CompletableFuture<String>> all = new ArrayList<>(others.values());
        all.add(itself);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            try {
                conclude();
                outcome.complete(itemId);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private void conclude() {
        List<String> published = new ArrayList<>();
        Map<String, GridException> failures = new LinkedHashMap<>();
        note(topic.topic().name(), failure(itself), published, failures);
        others.forEach((filter, answer) -> {
            Optional<GridException> failure = failure(answer);
            if (failure.isPresent() && isGone(filter, failure.get())) {
                topic.gone(filter);
            } else {
                note(topic.subTopic(filter).name(), failure, published, failures);
            }
        });
        if (!failures.isEmpty()) {
            GridException ofTopic = failures.get(topic.topic().name());
            throw published.isEmpty() && ofTopic != null
                    ? ofTopic
                    : new PartlyPublishedException(itemId, published, failures);
        }
    }

    private static void note(
            String name, Optional<GridException> failure, List<String> published, Map<String, GridException> failures) {
        failure.ifPresentOrElse(why -> failures.put(name, why), () -> published.add(name));
    }

    private static Optional<GridException> failure(CompletableFuture<String> answer) {
        try {
            answer.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(
                    e.getCause() instanceof GridException why
                            ? why
                            : new GridException(Reason.REFUSED, "Not published: " + e.getCause(), e.getCause()));
        }
    }

    /** Whether the sub-topic was deleted. Prosody says forbidden of that too, so it is asked for the topic. */
    private boolean isGone(TopicFilter filter, GridException failure) {
        return switch (failure.reason()) {
            case TOPIC_NOT_FOUND -> true;
            case FORBIDDEN -> {
                try {
                    topic.subTopic(filter).info();
                    yield false;
                } catch (GridRequestException e) {
                    yield e.reason() == Reason.TOPIC_NOT_FOUND;
                } catch (GridException e) {
                    // not to be had now: what is told is that it was forbidden
                    yield false;
                }
            }
            default -> false;
        };
    }
}
