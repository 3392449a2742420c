package org.xmppgrid.smack.internal.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.smack.internal.wire.OpeningStep;

/** Keeps what happens while a connection is opened, endpoint by endpoint. Thread-safe. */
public final class OpeningRecord implements OpeningWatch {
    private static final int MAX_SHOWN = 10;
    private static final int MAX_CHARS = 1000;

    private final List<OpeningStep> steps = new ArrayList<>();

    /** An empty record. */
    public OpeningRecord() {}

    @Override
    public synchronized void accept(OpeningStep step) {
        steps.add(step);
    }

    /** The latest step of a kind, of any endpoint. */
    synchronized <S extends OpeningStep> Optional<S> last(Class<S> kind) {
        return of(steps, kind).reduce((one, later) -> later);
    }

    /** Why nobody can say whether the accepted certificate was revoked; empty if somebody can, or nobody was asked. */
    public String revocationDoubts() {
        return last(OpeningStep.Verified.class)
                .map(OpeningStep.Verified::doubts)
                .map(doubts -> Quoted.of(doubts, MAX_CHARS))
                .orElse("");
    }

    /** Of a failure that sums up those of several endpoints the one that tells most; else the failure itself. */
    public synchronized GridException origin(GridException failure) {
        return of(steps, OpeningStep.Failed.class)
                .map(OpeningStep.Failed::why)
                .filter(why -> why == failure.getCause())
                .findFirst()
                .orElse(failure);
    }

    /**
     * The endpoints that did not work out, each with its reason, in the order in which they were tried.
     *
     * @param but a failure that is told of elsewhere, if there is one
     */
    public synchronized List<String> failedEndpoints(@Nullable GridException but) {
        return of(steps, OpeningStep.Failed.class)
                .filter(failed -> failed.why() != but)
                .map(failed -> failed.endpoint() + " (" + failed.why().reason() + ")")
                .limit(MAX_SHOWN)
                .toList();
    }

    /** The steps at the endpoint that worked out, or else at the one that the failure tells of. */
    synchronized Attempt attempt(@Nullable GridException failure) {
        List<OpeningStep> of = new ArrayList<>();
        for (OpeningStep step : steps) {
            if (!of.isEmpty() && of.get(of.size() - 1) instanceof OpeningStep.Failed before) {
                if (before.why() == failure) {
                    break;
                }
                of.clear();
            }
            of.add(step);
        }
        return new Attempt(of);
    }

    private static <S extends OpeningStep> Stream<S> of(List<OpeningStep> steps, Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The steps at one endpoint. */
    record Attempt(List<OpeningStep> steps) {
        <S extends OpeningStep> Optional<S> step(Class<S> kind) {
            return of(steps, kind).reduce((one, later) -> later);
        }
    }
}
