package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jxmpp.stringprep.XmppStringprepException;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SessionSecurity;

/**
 * Opens one stream: tries the endpoints one after the other, all within one connect timeout, until one works out or says
 * something that no other would say better. After a failure nothing is left running.
 */
final class Opening {
    /** What another endpoint may do better. Not a refusal to log in: a password is not offered around. */
    private static final Set<Reason> GO_ON = EnumSet.of(
            Reason.UNREACHABLE,
            Reason.HOST_UNKNOWN,
            Reason.NOT_XMPP,
            Reason.TIMEOUT,
            Reason.TLS_UNAVAILABLE,
            Reason.TLS_NOTHING_IN_COMMON,
            Reason.CERTIFICATE_UNTRUSTED,
            Reason.CERTIFICATE_EXPIRED,
            Reason.CERTIFICATE_WRONG_HOST,
            Reason.CERTIFICATE_REVOKED,
            Reason.REVOCATION_UNKNOWN,
            Reason.PIN_MISMATCH,
            Reason.CONNECTION_LOST,
            Reason.DOMAIN_NOT_SERVED);

    /**
     * What came of it.
     *
     * @param state the stream's state
     * @param connection the open connection
     * @param security how the session is secured; null if nobody logged in
     */
    record Opened(
            StreamState state,
            GridXmppConnection connection,
            @Nullable SessionSecurity security) {}

    private final Purpose purpose;
    private final WireSettings settings;
    private final Inbound inbound;
    private final Consumer<OpeningStep> progress;
    private final EndpointSearch search;
    private final Optional<Exchange> former;
    private volatile boolean cancelled;
    private volatile @Nullable GridXmppConnection present;

    Opening(
            Purpose purpose,
            WireSettings settings,
            Inbound inbound,
            Consumer<OpeningStep> progress,
            EndpointSearch search) {
        this(purpose, settings, inbound, progress, search, Optional.empty());
    }

    /**
     * An opening.
     *
     * @param former the session that is to go on on the new stream, if there is one
     */
    Opening(
            Purpose purpose,
            WireSettings settings,
            Inbound inbound,
            Consumer<OpeningStep> progress,
            EndpointSearch search,
            Optional<Exchange> former) {
        this.purpose = purpose;
        this.settings = settings;
        this.inbound = inbound;
        this.progress = progress;
        this.search = search;
        this.former = former;
    }

    /** Gives up, as far as can be: what is under way fails soon. */
    void cancel() {
        cancelled = true;
        GridXmppConnection connection = present;
        if (connection != null) {
            connection.giveUp();
        }
    }

    Opened open() {
        Deadline deadline = Deadline.in(settings.connectTimeout());
        Telling located = new Telling(progress);
        List<Endpoint> endpoints = locate(deadline, located);
        List<Endpoint> tried = new ArrayList<>();
        List<GridException> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (cancelled) {
                break;
            }
            Telling telling = new Telling(progress);
            long asked = System.nanoTime();
            Credentials credentials = settings.credentials().credentials(settings.account());
            deadline = deadline.later(Duration.ofNanos(System.nanoTime() - asked));
            try {
                return attempt(endpoint, credentials, deadline.share(endpoints.size() - tried.size()), telling);
            } catch (GridException e) {
                // What is still under way of the attempt has nothing more to tell.
                telling.last(new OpeningStep.Failed(endpoint, e));
                tried.add(endpoint);
                failures.add(e);
                if (!cancelled && !goesOn(e.reason(), telling.isProven())) {
                    failures.stream().filter(earlier -> earlier != e).forEach(e::addSuppressed);
                    throw e;
                }
            } finally {
                credentials.clear();
            }
        }
        if (cancelled) {
            throw new GridClosedException(Reason.CLOSED, "Closed by this program while connecting again", null, null);
        }
        throw none(tried, failures);
    }

    /** Who has not proven to be the controller has no say in where else it is looked for, whatever it answers. */
    private static boolean goesOn(Reason why, boolean proven) {
        return GO_ON.contains(why) || !proven && why != Reason.INTERRUPTED;
    }

    private List<Endpoint> locate(Deadline deadline, Telling telling) {
        try {
            OpeningStep.Located located = search.locate(settings, deadline);
            telling.accept(located);
            return located.endpoints();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridConnectionException(
                    Reason.INTERRUPTED,
                    "Interrupted while looking for the controller of "
                            + settings.account().domain(),
                    null,
                    e);
        }
    }

    private Opened attempt(Endpoint endpoint, Credentials credentials, Deadline deadline, Telling telling) {
        String domain = settings.account().domain();
        WireSettings at = settings.at(endpoint);
        StreamState state = new StreamState(inbound);
        GridSockets sockets = new GridSockets();
        GridTrust trust = new GridTrust(settings.tls(), domain, endpoint.transport(), deadline, telling);
        GridTls tls = new GridTls(settings.tls(), credentials.certificate(), trust, endpoint.transport(), telling);
        GridXmppConnection connection = connection(at, credentials, tls, sockets, state, former, deadline);
        present = connection;
        if (cancelled) {
            connection.giveUp();
        }
        SmackLog.quiet(connection);
        OpenFailure failure = new OpenFailure(at, connection, tls);
        try {
            Errands.NETWORK.run(deadline, () -> {
                reach(endpoint, sockets, tls, deadline, telling);
                return true;
            });
            connection.open(purpose, failure, telling);
            if (purpose == Purpose.REGISTRATION) {
                return new Opened(state, connection, null);
            }
            Opened opened = new Opened(state, connection, Wire.security(endpoint, connection, trust));
            telling.accept(new OpeningStep.Bound(connection.address()));
            return opened;
        } catch (Exception e) {
            GridException told = failure.of(e, state.end());
            connection.abort();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (told.reason() != Reason.CONNECTION_LOST) {
                throw told;
            }
            // At its deadline an attempt's socket is closed, and the complaint about that may come first.
            throw failure.late().orElseGet(() -> deadline.isOver() ? failure.timeout(e) : told);
        }
    }

    /** Name, TCP, and TLS if it comes first. On a thread of its own, since none of it can be interrupted. */
    private void reach(Endpoint endpoint, GridSockets sockets, GridTls tls, Deadline deadline, Telling telling)
            throws Exception {
        InetAddress[] addresses = search.addresses(endpoint.host());
        Socket plain = sockets.connect(addresses, endpoint.port(), deadline);
        telling.accept(new OpeningStep.Reached(
                endpoint, plain.getInetAddress().getHostAddress() + " port " + plain.getPort()));
        if (tls.isDirect()) {
            sockets.use(tls.directly(plain));
        }
    }

    private static GridXmppConnection connection(
            WireSettings at,
            Credentials credentials,
            GridTls tls,
            GridSockets sockets,
            StreamState state,
            Optional<Exchange> former,
            Deadline deadline) {
        try {
            return new GridXmppConnection(at, credentials, tls, sockets, state, former, deadline);
        } catch (XmppStringprepException | IllegalArgumentException e) {
            throw new GridConnectionException(
                    Reason.UNREACHABLE,
                    "There can be no controller of " + at.account().domain()
                            + ": that is not a name. Check the part of the address after the @",
                    null,
                    e);
        }
    }

    private GridException none(List<Endpoint> tried, List<GridException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        // One that may go by is what a program has to know: then trying again later makes sense.
        GridException telling =
                failures.stream().filter(GridException::retryable).findFirst().orElse(failures.get(0));
        StringBuilder message = new StringBuilder("None of the ")
                .append(tried.size())
                .append(" endpoints of ")
                .append(settings.account().domain())
                .append(" can be used.");
        for (int i = 0; i < tried.size(); i++) {
            message.append(" (").append(i + 1).append(") ").append(tried.get(i)).append(": ");
            message.append(failures.get(i).getMessage());
        }
        GridException told = telling instanceof GridTimeoutException
                ? new GridTimeoutException(telling.reason(), message.toString(), null, telling)
                : new GridConnectionException(
                        telling.reason(),
                        message.toString(),
                        telling.condition().orElse(null),
                        telling);
        failures.stream().filter(failure -> failure != telling).forEach(told::addSuppressed);
        return told;
    }

    /** Tells the steps of one attempt, and nothing after its last. What the listener throws is its own affair. */
    private static final class Telling implements Consumer<OpeningStep> {
        private final Consumer<OpeningStep> listener;
        private volatile boolean over;
        private volatile boolean proven;

        Telling(Consumer<OpeningStep> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(OpeningStep step) {
            if (over) {
                return;
            }
            proven |= step instanceof OpeningStep.Secured;
            try {
                listener.accept(step);
            } catch (RuntimeException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }

        /** Whether the handshake with the controller is complete: its certificate alone anybody can show. */
        boolean isProven() {
            return proven;
        }

        void last(OpeningStep step) {
            accept(step);
            over = true;
        }
    }
}
