package org.xmppgrid.smack.internal.wire;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SessionSecurity;

/**
 * One authenticated XMPP session: requests and their answers, messages both ways, until it is closed or lost. A lost one
 * can go on on another stream if the controller agreed to that (XEP-0198). Thread-safe. Nothing of the caller's runs on its threads but
 * {@link Inbound}, {@link ReplyReader} and what is chained to an answer.
 */
public final class Wire implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The stream that a session lives on. */
    private record Link(
            StreamState state,
            GridXmppConnection connection,
            @Nullable SessionSecurity security) {}

    /**
     * What came of opening a lost session again.
     *
     * @param wire the session that stands now
     * @param resumed whether it is the lost one, with all that was under way; else it is a new one at the same address
     */
    public record Reopened(Wire wire, boolean resumed) {}

    private final WireSettings settings;
    private final Inbound inbound;
    private final EndpointSearch search;
    private final Exchange exchange;
    private final AtomicLong ids = new AtomicLong();
    /** Not to be guessed, though an answer is accepted only from who was asked. */
    private final String idPrefix = Long.toString(RANDOM.nextLong() >>> 1, Character.MAX_RADIX) + '-';

    private final Object reopening = new Object();
    private volatile Link link;
    private volatile boolean closed;
    private @Nullable Opening underWay;

    private Wire(WireSettings settings, Inbound inbound, EndpointSearch search, Opening.Opened opened) {
        this.settings = settings;
        this.inbound = inbound;
        this.search = search;
        this.link = link(opened);
        this.exchange = opened.state().exchange();
    }

    private static Link link(Opening.Opened opened) {
        return new Link(opened.state(), opened.connection(), opened.security());
    }

    /**
     * Opens a stream: the endpoints in their order, TCP, TLS with the controller's certificate and name verified in the
     * handshake, SASL with the first mechanism of the policy's that is offered, and the binding of a resource. Blocks no
     * longer than the connect timeout, apart from asking for credentials. Sends nothing but what that needs. After a
     * failure nothing is left running.
     *
     * @param settings where to and who as
     * @param inbound who takes what arrives
     * @param progress is told each step, in order, on the thread that got there: not to block. What it throws goes to
     *     that thread's handler of uncaught exceptions
     * @return the open stream
     * @throws GridException if it can't be opened: a {@code GridConnectionException}, {@code GridAuthenticationException}
     *     or {@code GridTimeoutException} with the reason and what to do about it; of several endpoints, with all of
     *     them
     */
    public static Wire open(WireSettings settings, Inbound inbound, Consumer<OpeningStep> progress) {
        return open(settings, inbound, progress, EndpointSearch.bySystem());
    }

    /** {@link #open(WireSettings, Inbound, Consumer)}, with another way to find endpoints. */
    static Wire open(WireSettings settings, Inbound inbound, Consumer<OpeningStep> progress, EndpointSearch search) {
        return open(Purpose.SESSION, settings, inbound, progress, search);
    }

    /**
     * Opens a stream as {@link #open} does, with every check of the certificate, and does not log in: for registering the
     * account (XEP-0077 §3.1). Only answers to requests are read from it. It has no {@link #security()}.
     *
     * @param settings where to, and the account that is to be
     * @param inbound is told what is dropped, and of the stream's end
     * @param progress is told each step, as by {@link #open}
     * @return the open stream
     * @throws GridException if it can't be opened
     */
    public static Wire openToRegister(WireSettings settings, Inbound inbound, Consumer<OpeningStep> progress) {
        return open(Purpose.REGISTRATION, settings, inbound, progress, EndpointSearch.bySystem());
    }

    private static Wire open(
            Purpose purpose,
            WireSettings settings,
            Inbound inbound,
            Consumer<OpeningStep> progress,
            EndpointSearch search) {
        teachSmack();
        return new Wire(settings, inbound, search, new Opening(purpose, settings, inbound, progress, search).open());
    }

    private static void teachSmack() {
        GridSasl.register();
        SaslBindingsFeature.register();
        StreamLimits.register();
        GridXmlPullParserFactory.install();
    }

    /**
     * Opens a lost session again: on a stream of its own, with every endpoint, check and question of {@link #open}. If
     * the session {@linkplain #isResumable can go on} and the controller lets it, it does: what the controller has not
     * handled is written again in its order, before anything new and without what nobody waits for any more, and
     * the requests under way are answered there. Otherwise a new session begins on that stream at the same address, and
     * every request under way on this one fails.
     *
     * <p>The end of the new stream is told as that of any other, perhaps before this returns.
     *
     * @param progress is told each step, as by {@link #open}
     * @return the session that stands now
     * @throws GridException if no stream can be opened: all is as before, and this can be called again
     * @throws IllegalStateException if this session is not lost, or is being opened again already
     */
    public Reopened reopen(Consumer<OpeningStep> progress) {
        Link lost = link;
        if (lost.state().phase() != StreamState.Phase.ENDED) {
            throw new IllegalStateException("This session stands");
        }
        boolean resumes = isResumable();
        Opening opening = new Opening(
                Purpose.SESSION,
                settings.as(address()),
                inbound,
                progress,
                search,
                resumes ? Optional.of(exchange) : Optional.empty());
        synchronized (reopening) {
            requireUnclosed();
            if (underWay != null) {
                throw new IllegalStateException("This session is being opened again");
            }
            underWay = opening;
        }
        try {
            if (resumes) {
                awaitUnread(lost.state());
            }
            teachSmack();
            return reopened(lost, opening.open());
        } finally {
            synchronized (reopening) {
                underWay = null;
            }
        }
    }

    private Reopened reopened(Link lost, Opening.Opened opened) {
        boolean resumed = opened.connection().isResumed();
        boolean late;
        synchronized (reopening) {
            late = closed;
            if (resumed && !late) {
                link = link(opened);
            }
        }
        if (late) {
            opened.state().end(closedByProgram());
            opened.connection().close();
        }
        if (!resumed) {
            exchange.continuity().spoil();
            exchange.fail(lost.state().end().orElseThrow());
        }
        requireUnclosed();
        return new Reopened(resumed ? this : new Wire(settings, inbound, search, opened), resumed);
    }

    /** What the lost stream brought is counted before the controller is told how much that was. */
    private void awaitUnread(StreamState lost) {
        try {
            if (!lost.awaitUnread(Deadline.in(settings.connectTimeout()))) {
                throw new GridTimeoutException(
                        Reason.TIMEOUT, "What came before the connection was lost is still being taken in", null, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridConnectionException(Reason.INTERRUPTED, "Interrupted before connecting again", null, e);
        }
    }

    private void requireUnclosed() {
        if (closed) {
            throw new GridClosedException(Reason.CLOSED, "Closed by this program; connect again", null, null);
        }
    }

    /**
     * Whether the session is lost and may go on on another stream. That the controller agrees is known only when it is
     * {@linkplain #reopen asked}.
     *
     * @return true from the loss until the controller has forgotten the session, as far as is known
     */
    public boolean isResumable() {
        return !closed && link.state().isSuspended() && exchange.continuity().isResumable(System.nanoTime());
    }

    /**
     * Gives a lost session up: every request under way fails.
     *
     * @param why why it is not got back
     */
    public void abandon(WireException why) {
        if (link.state().phase() == StreamState.Phase.ENDED) {
            exchange.continuity().spoil();
            exchange.fail(why);
        }
    }

    static SessionSecurity security(Endpoint endpoint, GridXmppConnection connection, GridTrust trust)
            throws SSLPeerUnverifiedException {
        SSLSession tls = trust.session();
        X509Certificate controller = (X509Certificate) tls.getPeerCertificates()[0];
        SaslChoice.Use chosen = connection.sasl().chosen().orElseThrow();
        return new SessionSecurity(
                endpoint,
                chosen.mechanism(),
                chosen.binding().map(ChannelBinding::type),
                GridTls.version(tls),
                tls.getCipherSuite(),
                controller.getSubjectX500Principal().getName(),
                CertificatePin.of(controller),
                trust.revocation());
    }

    /**
     * The own address.
     *
     * @return the full address, as the controller bound it; on a stream for registering the account's
     */
    public GridAddress address() {
        return link.connection().address();
    }

    /**
     * Sends a request. Blocks only while more requests wait to be written than there is room for, and no longer than the
     * request timeout. For the answer there is as much time from when the request is written, and what all that is under
     * way needs on a slow link ({@value SlowLink#BYTES_PER_SECOND} bytes in a second) beside it.
     *
     * @param type {@code get} or {@code set}
     * @param to who is asked, and the only one whose answer counts
     * @param childXml the request's child element, serialised
     * @param reader reads the result, on the reader thread
     * @param <R> what it reads
     * @return the answer; completed on the reader thread, and exceptionally only with {@link WireException}
     */
    public <R> CompletableFuture<R> request(String type, GridAddress to, CharSequence childXml, ReplyReader<R> reader) {
        if (!type.equals("get") && !type.equals("set")) {
            throw new IllegalArgumentException("type: " + type + " is neither get nor set");
        }
        String id = idPrefix + Long.toString(ids.getAndIncrement(), Character.MAX_RADIX);
        String xml = new StringBuilder(childXml.length() + 128)
                .append("<iq type='")
                .append(type)
                .append("' id='")
                .append(id)
                .append("' to='")
                .append(OutgoingStanza.attribute(to.toString()))
                .append("'>")
                .append(childXml)
                .append("</iq>")
                .toString();
        Link present = link;
        PendingRequest<R> request =
                new PendingRequest<>(to, reader, OutgoingStanza.request(xml, present.state()::leaving));
        try {
            present.state().awaitRoom(settings.requestTimeout());
            Duration slow = exchange.begin(request.stanza());
            exchange.add(id, request);
            request.timeOutAfter(settings.requestTimeout().plus(slow));
            present.connection().enqueue(request.stanza());
        } catch (WireException e) {
            request.fail(e);
        }
        return request.answer();
    }

    /**
     * Sends a message or presence. Blocks as {@link #request} does.
     *
     * @param stanzaXmlWithoutFrom the stanza, serialised, without a {@code from}: the controller stamps it
     * @throws WireException if it can't be sent any more, or not within the request timeout
     */
    public void send(CharSequence stanzaXmlWithoutFrom) {
        link.connection().send(stanzaXmlWithoutFrom.toString());
    }

    /**
     * Whether the stream is open, as far as is known.
     *
     * @return true until it is closed or lost
     */
    public boolean isOpen() {
        return link.state().phase() == StreamState.Phase.OPEN;
    }

    /**
     * How the stream is secured.
     *
     * @return what was negotiated and verified
     * @throws IllegalStateException if nobody logged in to it
     */
    public SessionSecurity security() {
        SessionSecurity security = link.security();
        if (security == null) {
            throw new IllegalStateException("Nobody logged in to this stream");
        }
        return security;
    }

    /**
     * The largest stanza that the controller accepts, where it says so (XEP-0478).
     *
     * @return bytes
     */
    public OptionalLong maxStanzaBytes() {
        return link.connection().streamLimits().map(StreamLimits::maxBytes).orElse(OptionalLong.empty());
    }

    /** How many requests wait for an answer. */
    int pendingRequests() {
        return exchange.pendingCount();
    }

    /**
     * Closes the session: every pending request fails at once, what is queued is written, and the controller gets two
     * seconds to close its side. One that is lost is forgotten at once. A second call does nothing.
     */
    @Override
    public void close() {
        Opening opening;
        synchronized (reopening) {
            closed = true;
            opening = underWay;
        }
        if (opening != null) {
            opening.cancel();
        }
        Link present = link;
        WireException why = closedByProgram();
        if (present.state().end(why) != StreamState.Phase.ENDED) {
            present.connection().close();
        }
        abandon(why);
    }

    private static WireException closedByProgram() {
        return new WireException(WireException.Kind.CLOSED, "The stream was closed by this program", null, false, null);
    }
}
