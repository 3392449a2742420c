package org.xmppgrid.smack.internal.xmpp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/**
 * An answer that is on its way. It is certain to come: the wire ends every request by a reply, a timeout or the loss of
 * the connection.
 *
 * @param <R> what the answer holds
 */
public final class Reply<R> {
    private final CompletableFuture<R> future;
    private final Question question;

    Reply(CompletableFuture<R> future, Question question) {
        this.future = future;
        this.question = question;
    }

    /**
     * Waits for the answer. The exception is made here, on the caller's thread, so that its trace shows the caller.
     *
     * @throws GridException if the request failed, or the thread was interrupted
     */
    public R await() {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw question.failure(cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "Interrupted while waiting for the answer of " + question.at() + "; the request may have taken"
                            + " effect",
                    e);
        }
    }

    /** Runs an action when the answer or its failure is there, on the network reader's thread: it must be short. */
    public Reply<R> whenDone(Runnable action) {
        future.whenComplete((result, failure) -> action.run());
        return this;
    }

    /** Uses the answer as soon as it is read, on the network reader's thread, before anything after it: it must be short. */
    public Reply<R> whenAnswered(Consumer<R> action) {
        return new Reply<>(
                future.thenApply(value -> {
                    action.accept(value);
                    return value;
                }),
                question);
    }

    /** This answer, with something else to say than what it holds. */
    public <V> Reply<V> returning(V value) {
        return new Reply<>(future.thenApply(answer -> value), question);
    }

    /** The answer as a future that completes on an executor, and exceptionally only with a {@link GridException}. */
    public CompletableFuture<R> on(Executor executor) {
        CompletableFuture<R> result = new CompletableFuture<>();
        future.whenComplete((value, failure) -> {
            Runnable completion = () -> complete(result, value, failure);
            try {
                executor.execute(completion);
            } catch (RejectedExecutionException e) {
                // the grid is closed and its threads are gone: whoever waits must hear of it all the same
                completion.run();
            }
        });
        return result;
    }

    private void complete(CompletableFuture<R> result, @Nullable R value, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(question.failure(cause(failure)));
        }
    }

    private static Throwable cause(Throwable failure) {
        boolean wrapped = failure instanceof ExecutionException || failure instanceof CompletionException;
        Throwable cause = failure.getCause();
        return wrapped && cause != null ? cause(cause) : failure;
    }
}
