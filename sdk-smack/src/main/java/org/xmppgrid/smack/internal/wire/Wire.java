package org.xmppgrid.smack.internal.wire;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
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
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.SessionSecurity;

/**
 * One authenticated XMPP stream: requests and their answers, messages both ways, until it is closed or lost. It is never
 * opened again; whoever wants another opens another. Thread-safe. Nothing of the caller's runs on its threads but
 * {@link Inbound}, {@link ReplyReader} and what is chained to an answer.
 */
public final class Wire implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WireSettings settings;
    private final StreamState state;
    private final GridXmppConnection connection;
    private final @Nullable SessionSecurity security;
    private final AtomicLong ids = new AtomicLong();
    /** Not to be guessed, though an answer is accepted only from who was asked. */
    private final String idPrefix = Long.toString(RANDOM.nextLong() >>> 1, Character.MAX_RADIX) + '-';

    private Wire(
            WireSettings settings,
            StreamState state,
            GridXmppConnection connection,
            @Nullable SessionSecurity security) {
        this.settings = settings;
        this.state = state;
        this.connection = connection;
        this.security = security;
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
        GridSasl.register();
        SaslBindingsFeature.register();
        StreamLimits.register();
        GridXmlPullParserFactory.install();
        Opening.Opened opened = new Opening(purpose, settings, inbound, progress, search).open();
        return new Wire(settings, opened.state(), opened.connection(), opened.security());
    }

    static SessionSecurity security(Endpoint endpoint, GridXmppConnection connection, GridTrust trust)
            throws SSLPeerUnverifiedException {
        SSLSession tls = trust.session();
        X509Certificate controller = (X509Certificate) tls.getPeerCertificates()[0];
        SaslChoice.Use chosen = connection.chosen().orElseThrow();
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
        return connection.address();
    }

    /**
     * Sends a request. Blocks only while more requests wait to be written than there is room for, and no longer than the
     * request timeout.
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
        PendingRequest<R> request = new PendingRequest<>(to, reader, new OutgoingStanza("iq", xml, state::freeRoom));
        try {
            state.awaitRoom(settings.requestTimeout());
            state.add(id, request);
            request.timeOutAfter(settings.requestTimeout());
            connection.enqueue(request.stanza());
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
        state.awaitRoom(settings.requestTimeout());
        connection.enqueue(new OutgoingStanza("message", stanzaXmlWithoutFrom.toString(), state::freeRoom));
    }

    /**
     * Whether the stream is open, as far as is known.
     *
     * @return true until it is closed or lost
     */
    public boolean isOpen() {
        return state.phase() == StreamState.Phase.OPEN;
    }

    /**
     * How the stream is secured.
     *
     * @return what was negotiated and verified
     * @throws IllegalStateException if nobody logged in to it
     */
    public SessionSecurity security() {
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
        return connection.streamLimits().map(StreamLimits::maxBytes).orElse(OptionalLong.empty());
    }

    /** How many requests wait for an answer. */
    int pendingRequests() {
        return state.pendingCount();
    }

    /**
     * Closes the stream: every pending request fails at once, what is queued is written, and the controller gets two
     * seconds to close its side. A second call does nothing.
     */
    @Override
    public void close() {
        WireException closed = new WireException(
                WireException.Kind.CLOSED, "The stream was closed by this program", null, false, null);
        if (state.end(closed) != StreamState.Phase.ENDED) {
            connection.close();
        }
    }
}
