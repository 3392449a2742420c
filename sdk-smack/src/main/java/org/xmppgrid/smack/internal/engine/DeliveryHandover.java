package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xmppgrid.sdk.DeliveryHandler;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/** Hands one delivery after the other to a consumer's handler, whatever that throws, and writes down what becomes of it. */
final class DeliveryHandover<T> {
    /** A hundred years: no clock has a name for what is for ever. */
    private static final Duration LONGEST_RETRY = Duration.ofDays(36_500);

    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    /** Where a delivery goes back to: told on the thread of the handler, or of whoever gives the outcome. */
    interface Returns<T> {
        /** The handler returned; if there is no outcome yet, that comes later. */
        void out(DeliveryWindow.Entry<T> entry);

        /** It does not wait any more. */
        void leave(DeliveryWindow.Entry<T> entry);

        /** It waits again, as it is now and until it is due. */
        void again(DeliveryWindow.Entry<T> entry, StoredDelivery delivery, Instant due);
    }

    private final GridTopic<T> topic;
    private final ConsumerTerms<T> terms;
    private final ConsumerStore store;
    private final ConsumerMeasures measures;
    private final Clock clock;
    private final Returns<T> returns;

    DeliveryHandover(
            GridTopic<T> topic,
            ConsumerTerms<T> terms,
            ConsumerStore store,
            ConsumerMeasures measures,
            Returns<T> returns) {
        this.topic = topic;
        this.terms = terms;
        this.store = store;
        this.measures = measures;
        this.clock = store.clock();
        this.returns = returns;
    }

    /** Hands one over, and is back when the handler is. */
    void hand(DeliveryWindow.Entry<T> entry) {
        StoredDelivery delivery = entry.delivery();
        try {
            Optional<GridPayloadException> problem = entry.item().problem();
            DeliveryHandler<T> handler = problem.isPresent() ? terms.unreadable() : terms.handler();
            Outcome outcome = new Outcome(entry, store.generation());
            if (delivery.attempts() >= terms.maxAttempts()) {
                outcome.reject(delivery, "given up after " + delivery.attempts() + " attempts");
            } else if (handler == null) {
                outcome.reject(
                        delivery,
                        problem.map(e -> e.reason() + ": " + e.getMessage()).orElse("unreadable"));
            } else {
                Optional<StoredDelivery> begun = store.with(inbox -> inbox.begin(delivery));
                if (begun.isPresent()) {
                    call(entry, handler, new HandedDelivery<>(begun.get(), entry.item(), outcome));
                } else {
                    returns.leave(entry);
                }
            }
        } catch (GridStorageException e) {
            returns.again(entry, delivery, clock.instant().plus(STORE_RETRY));
        } catch (GridClosedException e) {
            // it comes again when the consumer is opened
            returns.leave(entry);
        } catch (RuntimeException | Error e) {
            topic.session().observers().handlerFailed(topic.name(), "consumer " + terms.name(), e);
            returns.again(entry, delivery, clock.instant().plus(STORE_RETRY));
        }
    }

    private void call(DeliveryWindow.Entry<T> entry, DeliveryHandler<T> handler, HandedDelivery<T> handed) {
        try {
            handler.handle(handed);
            if (terms.autoAck()) {
                handed.returned();
            }
        } catch (Throwable e) {
            // An Error too: whatever a handler does, the consumer goes on and somebody is told.
            topic.session().observers().handlerFailed(topic.name(), "handler of the consumer " + terms.name(), e);
            try {
                handed.threw(e, terms.backOff(handed.attempt()));
            } catch (GridStorageException | GridClosedException state) {
                handed.abandon();
                throw state;
            }
        }
        returns.out(entry);
    }

    /** What becomes of an entry, in the state that it came from. */
    private final class Outcome implements HandedDelivery.Outcomes {
        private final DeliveryWindow.Entry<T> entry;
        private final long generation;

        Outcome(DeliveryWindow.Entry<T> entry, long generation) {
            this.entry = entry;
            this.generation = generation;
        }

        @Override
        public void ack(StoredDelivery delivery) {
            store.with(generation, inbox -> inbox.ack(delivery));
            handled();
        }

        @Override
        public CompletableFuture<Boolean> ackAsync(StoredDelivery delivery) {
            CompletableFuture<Boolean> safe = store.with(generation, inbox -> inbox.ackAsync(delivery));
            handled();
            return safe;
        }

        @Override
        public void ackLater(StoredDelivery delivery) {
            store.with(generation, inbox -> inbox.ackLater(delivery));
            handled();
        }

        private void handled() {
            measures.handled();
            if (entry.item().isReadable()) {
                latency();
            }
            returns.leave(entry);
        }

        private void latency() {
            try {
                topic.type().time(entry.item().payload()).ifPresent(since -> measures.latency(since, clock.instant()));
            } catch (RuntimeException e) {
                topic.session().observers().handlerFailed(topic.name(), "time of a payload", e);
            }
        }

        @Override
        public void nack(StoredDelivery delivery, Duration retryAfter, String why) {
            if (delivery.attempts() >= terms.maxAttempts()) {
                reject(delivery, "given up after " + delivery.attempts() + " attempts; at the last " + why);
                return;
            }
            Duration wait = retryAfter.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retryAfter;
            Optional<StoredDelivery> later = store.with(generation, inbox -> inbox.nack(delivery, wait));
            if (later.isPresent()) {
                returns.again(entry, later.get(), later.get().retryAt());
            } else {
                returns.leave(entry);
            }
        }

        @Override
        public void reject(StoredDelivery delivery, String reason) {
            if (store.with(generation, inbox -> inbox.reject(delivery, reason))) {
                measures.deadLettered();
                topic.session()
                        .observers()
                        .tell(
                                Observation.Kind.ITEM_DEAD_LETTERED,
                                Optional.empty(),
                                Optional.of(topic.name()),
                                "item " + delivery.item().itemId() + " is a dead letter: " + reason,
                                Map.of(
                                        "consumer",
                                        terms.name(),
                                        "item",
                                        delivery.item().itemId(),
                                        "attempts",
                                        Integer.toString(delivery.attempts())));
            }
            returns.leave(entry);
        }
    }
}
