package org.xmppgrid.smack.internal.engine.provider;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderBacklog;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.store.Backlog;

/** A provider at work: takes reports into the spool and wakes the sender, which has all the rest. */
final class DurableProvider<T> implements Provider<T> {
    private final String name;
    private final Carried<T> carried;
    private final Spool spool;
    private final ReportSender sender;
    private final Notices notices;
    private final Duration patience;
    private final Clock clock;
    private final List<Registration> registrations;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param registrations what ends with this provider */
    DurableProvider(
            String name,
            Carried<T> carried,
            Spool spool,
            ReportSender sender,
            Notices notices,
            Setting setting,
            List<Registration> registrations) {
        this.name = name;
        this.carried = carried;
        this.spool = spool;
        this.sender = sender;
        this.notices = notices;
        this.patience = setting.requestTimeout();
        this.clock = setting.clock();
        this.registrations = registrations;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String send(T payload) {
        return send(newItemId(), payload);
    }

    @Override
    public String send(String itemId, T payload) {
        byte[] bytes = bytes(itemId, payload);
        try {
            spool.append(itemId, carried.topic(), bytes, clock.instant());
        } finally {
            taken();
        }
        return itemId;
    }

    @Override
    public CompletableFuture<String> sendAsync(T payload) {
        return sendAsync(newItemId(), payload);
    }

    @Override
    public CompletableFuture<String> sendAsync(String itemId, T payload) {
        byte[] bytes = bytes(itemId, payload);
        CompletableFuture<String> result = new CompletableFuture<>();
        try {
            spool.take(itemId, carried.topic(), bytes, clock.instant())
                    .safe()
                    .whenComplete((safe, unsafe) -> complete(result, itemId, unsafe));
        } finally {
            taken();
        }
        return result;
    }

    private void complete(CompletableFuture<String> result, String itemId, @Nullable Throwable unsafe) {
        if (unsafe == null) {
            result.complete(itemId);
        } else {
            sender.wake();
            result.completeExceptionally(unsafe);
        }
    }

    private byte[] bytes(String itemId, T payload) {
        carried.requireSendable(itemId);
        return carried.encode(Objects.requireNonNull(payload, "payload")).getBytes(StandardCharsets.UTF_8);
    }

    /** Also after a failure, which the sender has to see to. */
    private void taken() {
        sender.wake();
        notices.dropped(spool.dropped());
    }

    @Override
    public boolean flush(Duration timeout) {
        spool.requireOpen();
        try {
            return spool.awaitBeyond(spool.last(), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "Interrupted while the reports of the provider " + name + " were to be confirmed; they are on disk",
                    e);
        }
    }

    @Override
    public ProviderBacklog backlog() {
        Backlog backlog = spool.backlog();
        return new ProviderBacklog(
                backlog.items(),
                backlog.bytes(),
                backlog.oldest(),
                backlog.deadLetters(),
                notices.confirmations(),
                notices.retried(),
                backlog.dropped(),
                backlog.droppedDeadLetters());
    }

    @Override
    public Stream<ProviderDeadLetter> deadLetters() {
        return DeadLetters.of(spool);
    }

    @Override
    public boolean retry(ProviderDeadLetter letter) {
        try {
            return spool.retry(DeadLetters.kept(letter));
        } finally {
            taken();
        }
    }

    @Override
    public boolean forget(ProviderDeadLetter letter) {
        return spool.forget(DeadLetters.kept(letter));
    }

    @Override
    public ProviderState state() {
        return closed.get() ? ProviderState.CLOSED : sender.state();
    }

    @Override
    public Optional<GridException> trouble() {
        return closed.get() ? Optional.empty() : sender.trouble();
    }

    @Override
    public void resume() {
        sender.goOn(false);
    }

    @Override
    public void skip() {
        sender.goOn(true);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = false;
        try {
            sender.finish(patience);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            registrations.forEach(Registration::close);
            try {
                spool.close();
            } finally {
                notices.close();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The name, the topic and the state. */
    @Override
    public String toString() {
        return "Provider[" + name + ", " + carried.topic() + ", " + state() + "]";
    }

    private static String newItemId() {
        return UUID.randomUUID().toString();
    }
}
