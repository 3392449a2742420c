package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.SmackException.OutgoingQueueFullException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.AbstractStreamOpen;
import org.jivesoftware.smack.packet.Bind;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Session;
import org.jivesoftware.smack.packet.StartTls;
import org.jivesoftware.smack.packet.TopLevelStreamElement;
import org.jivesoftware.smack.packet.XmlElement;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.sasl.packet.SaslNonza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Reason;

/**
 * Smack's connection with its hooks taken over. Smack connects, negotiates TLS and SASL, binds, and runs the reader and
 * writer threads. From then on it neither reads a stanza nor sends one that isn't ours: Smack-Extensions' managers, which
 * attach themselves to every connection in the JVM, have nothing to listen to and no way out.
 *
 * <p>Every override here is pinned by a test in {@code GridXmppConnectionTest}: an upgrade of Smack may move any of them.
 */
final class GridXmppConnection extends XMPPTCPConnection implements Exchange.Outlet {
    /** How long the controller has to close its side of the stream, and how long the threads have to end after that. */
    static final Duration CLOSE_GRACE = Duration.ofMillis(1800);

    private static final long THREADS_GRACE_MILLIS = 200;

    private final WireSettings settings;
    private final StreamState state;
    private final GridTls tls;
    private final GridSockets sockets;
    private final Dispatch dispatch;
    private final Deadline deadline;
    private final SaslLogin sasl;
    private final StreamManagement management;
    private final Liveness liveness;
    private final StreamLine line;
    private volatile long closeBy;
    private volatile boolean closing;
    private volatile boolean authenticating;
    private volatile @Nullable String bindId;
    private volatile boolean woken;
    private volatile SaslNonza.@Nullable SASLFailure saslFailure;
    private volatile @Nullable GridAddress address;

    GridXmppConnection(
            WireSettings settings,
            Credentials credentials,
            GridTls tls,
            GridSockets sockets,
            StreamState state,
            Optional<Exchange> former,
            Deadline deadline)
            throws XmppStringprepException {
        super(SmackSettings.of(settings, tls, sockets));
        this.settings = settings;
        this.state = state;
        this.tls = tls;
        this.sockets = sockets;
        this.deadline = deadline;
        this.dispatch = new Dispatch(
                state,
                settings.account(),
                this::address,
                iq -> state.exchange().outlet().send(iq),
                iq -> state.exchange().outlet().trySend(iq),
                settings.limits().reportsPerMinute(),
                System::nanoTime);
        this.sasl = new SaslLogin(settings, credentials, this::isEnded);
        this.management = new StreamManagement(state, former, this::sendManagement, this::notifyWaitingThreads);
        this.line = new StreamLine(settings, state, management, this::enqueue, sockets::abort);
        this.liveness = new Liveness(
                settings.connection().probeAfter(), settings.connection().probeTimeout(), line, System::nanoTime);
        setUseStreamManagement(false);
        setUseStreamManagementResumption(false);
        // The controller may close the stream right after its refusal, which must not hide it.
        buildNonzaCallback()
                .listenFor(SaslNonza.SASLFailure.class, failure -> saslFailure = woken ? saslFailure : failure)
                .install();
        // Smack's default callback logs what it can't parse. Only login's own answers are still parsed by Smack.
        setParsingExceptionCallback(unparsable -> endOpening(
                unparsable.getParsingException() instanceof StanzaRefusedException refused
                        ? StreamEnd.of(refused.asEnd())
                        : new WireException(
                                WireException.Kind.GARBLED,
                                "The controller's answer during login can't be read",
                                null,
                                true,
                                null)));
    }

    /** Opens the stream on the socket that is connected, and for a session logs in and binds, by the deadline. */
    void open(Purpose purpose, OpenFailure failure, Consumer<OpeningStep> progress)
            throws SmackException, IOException, XMPPException, InterruptedException {
        ScheduledFuture<?> timer = WireTimer.after(
                deadline.left(),
                () -> endOpening(new WireException(
                        WireException.Kind.TIMEOUT,
                        "Not connected within " + settings.connectTimeout(),
                        null,
                        false,
                        null)));
        state.exchange().leavesBy(this);
        try {
            connect();
            address = purpose == Purpose.REGISTRATION ? settings.account() : login(failure, progress);
        } finally {
            timer.cancel(false);
            if (address == null) {
                sasl.abandon();
            }
        }
        if (!state.opened()) {
            throw new NotConnectedException("The stream ended as soon as it was open");
        }
        if (purpose == Purpose.SESSION) {
            liveness.start();
        }
    }

    private GridAddress login(OpenFailure failure, Consumer<OpeningStep> progress)
            throws SmackException, IOException, XMPPException, InterruptedException {
        sasl.choose(tls.session(), tls.socket(), progress, failure.login());
        String user = settings.account().local().orElseThrow();
        Optional<String> resource = settings.resource();
        login(user, null, resource.isPresent() ? Resourcepart.from(resource.get()) : null);
        if (management.isResumed()) {
            return state.exchange().address().orElseThrow();
        }
        GridAddress bound = GridAddress.of(getUser().toString());
        if (!bound.bare().equals(settings.account())) {
            throw failure.login().asSomebodyElse(bound);
        }
        state.exchange().bound(bound);
        return bound;
    }

    /** Smack calls this behind the login. An earlier session goes on here if it can (XEP-0198 §5); else a new one begins. */
    @Override
    protected @Nullable Resourcepart bindResourceAndEstablishSession(@Nullable Resourcepart resource)
            throws SmackException, InterruptedException, XMPPException {
        // Smack waits for these only in the method that is overridden here.
        waitForConditionOrThrowConnectionException(() -> lastFeaturesReceived, "stream features");
        boolean offered = settings.connection().resumes() && isSmAvailable();
        if (offered && management.askToResume()) {
            waitForConditionOrThrowConnectionException(management::isAnswered, "the end of the resumption");
            if (management.isResumed()) {
                return resource;
            }
        }
        Resourcepart bound = super.bindResourceAndEstablishSession(resource);
        if (offered) {
            management.askToEnable();
            waitForConditionOrThrowConnectionException(management::isAnswered, "stream management");
        }
        return bound;
    }

    /** Whether the session of an earlier stream goes on here. */
    boolean isResumed() {
        return management.isResumed();
    }

    GridAddress address() {
        // A session that goes on has one before the opening is through, and what was waiting for it comes then.
        GridAddress bound = management.isResumed() ? state.exchange().address().orElse(null) : address;
        if (bound == null) {
            throw new IllegalStateException("Not bound yet");
        }
        return bound;
    }

    // ---- what the SASL mechanism asks

    /** How it logs in. */
    SaslLogin sasl() {
        return sasl;
    }

    /** What the controller says that it accepts. */
    Optional<StreamLimits> streamLimits() {
        return Optional.ofNullable(this.<StreamLimits>getFeature(StreamLimits.QNAME));
    }

    /**
     * Smack calls this for each feature, before anybody who waits for the features is woken. What is said before TLS counts
     * for nothing.
     */
    @Override
    protected void addStreamFeature(XmlElement feature) {
        super.addStreamFeature(isSecureConnection() && !authenticating ? sasl.offered(feature) : feature);
    }

    /** The controller's refusal to authenticate. */
    Optional<SaslNonza.SASLFailure> saslFailure() {
        return Optional.ofNullable(saslFailure);
    }

    /** Whether the TCP connection stands, or did. */
    boolean isReached() {
        return sockets.isReached();
    }

    /** What is read from it and written to it. */
    StreamLine line() {
        return line;
    }

    /** Also over direct TLS, which stands before Smack begins. */
    @Override
    public boolean isSecureConnection() {
        return super.isSecureConnection() || tls.isDirect();
    }

    boolean isEnded() {
        return state.phase() == StreamState.Phase.ENDED;
    }

    // ---- incoming

    /** Smack calls this for every new socket and TLS layer; its own debugger, which prints everything, stays out. */
    @Override
    protected void initDebugger() {
        reader = line.reads(reader, this::passedOver);
        writer = line.writes(writer);
    }

    /** During login nothing can be done without: what was passed over may be what it waits for. */
    private void passedOver(StanzaRefusedException why) {
        if (state.phase() == StreamState.Phase.OPENING) {
            endOpening(StreamEnd.of(why.asEnd()));
        } else {
            state.handledUnseen();
            state.limitHit(why.limit(), "something was passed over: " + why.getMessage(), Optional.empty());
        }
    }

    /** Smack calls this on the reader thread for each stanza. Only the answers to the binding are Smack's to read. */
    @Override
    protected void parseAndProcessStanza(XmlPullParser parser) throws InterruptedException {
        if (!(parser instanceof GridXmlPullParser ours)) {
            throw new IllegalStateException("Somebody replaced Smack's parser factory while a stream was being opened;"
                    + " without its limits the stream is not safe");
        }
        ours.beginStanza();
        if (!state.beginReading()) {
            // What nobody reads is not handled: a stream on which the session goes on brings it again.
            ours.endStanza();
            return;
        }
        try {
            if (!isSaslAuthenticated()) {
                beforeLogin(ours);
            } else if (isAnswerToBinding(ours)) {
                super.parseAndProcessStanza(ours);
                ours.endStanza();
            } else if (dispatch.stanza(ours)) {
                // Not before whoever it is for has it: what is acknowledged does not come again.
                state.exchange().continuity().handled();
            }
        } catch (Error e) {
            // Smack's reader thread would die of it without a word, and with it everybody who waits.
            throw new WireException(
                    WireException.Kind.LOST,
                    "The reader thread failed (" + e.getClass().getSimpleName() + ")",
                    null,
                    true,
                    e);
        } finally {
            state.endReading();
        }
    }

    /** A stream for registering is open without a login; before TLS and its checks are through, nothing is. */
    private void beforeLogin(GridXmlPullParser parser) {
        if (state.phase() == StreamState.Phase.OPEN) {
            dispatch.answerOnly(parser);
        } else {
            dispatch.tooEarly(parser);
        }
    }

    private boolean isAnswerToBinding(XmlPullParser parser) {
        String type = parser.getAttributeValue("", "type");
        String id = parser.getAttributeValue("", "id");
        return state.phase() == StreamState.Phase.OPENING
                && parser.getName().equals("iq")
                && ("result".equals(type) || "error".equals(type))
                && id != null
                && id.equals(bindId);
    }

    @Override
    protected void afterFeaturesReceived()
            throws NotConnectedException, InterruptedException, SmackException.SecurityRequiredByServerException {
        if (!isSecureConnection() && !hasFeature(StartTls.ELEMENT, StartTls.NAMESPACE)) {
            // RFC 6120 §5.3.1: said here, Smack would only notice after a timeout or a login attempt.
            throw new GridConnectionException(
                    Reason.TLS_UNAVAILABLE,
                    "The controller of " + settings.account().domain() + " at " + settings.endpoint()
                            + " does not offer TLS, which RFC 8600 §8.3.1 requires. Nothing was sent to it;"
                            + " if it should offer TLS, somebody may be in between",
                    null,
                    null);
        }
        StartTls offered = getFeature(StartTls.class);
        if (tls.isDirect() && offered != null && offered.required()) {
            throw new GridConnectionException(
                    Reason.NOT_XMPP,
                    "The controller of " + settings.account().domain() + " at " + settings.endpoint()
                            + " requires STARTTLS within TLS: something in front of it speaks TLS in its place. Use"
                            + " Endpoint.startTls(..) with the controller's own port",
                    null,
                    null);
        }
        if (isSecureConnection() && !isSaslAuthenticated() && !sasl.isOffered()) {
            // Smack would wait for mechanisms until the connect timeout.
            throw new GridAuthenticationException(
                    Reason.MECHANISM_NOT_OFFERED,
                    "The controller of " + settings.account().domain() + " at " + settings.endpoint()
                            + " offers no way to log in. Check that it serves clients at this port",
                    null,
                    null);
        }
        super.afterFeaturesReceived();
    }

    /** Managers of Smack-Extensions would send their roster, presence and ping requests when told of the login. */
    @Override
    public void addConnectionListener(ConnectionListener listener) {
        // Nobody is told: what the SDK needs to know it learns from the hooks below. Called by the super constructor.
    }

    // ---- outgoing

    @Override
    protected void sendInternal(TopLevelStreamElement element) throws NotConnectedException, InterruptedException {
        if (mayLeave(element)) {
            super.sendInternal(element);
        }
    }

    @Override
    protected void sendNonBlockingInternal(TopLevelStreamElement element)
            throws NotConnectedException, OutgoingQueueFullException {
        if (mayLeave(element)) {
            super.sendNonBlockingInternal(element);
        }
    }

    /** The gate: the SDK's own stanzas, and what login needs. Anything else comes from a manager that nobody called. */
    private boolean mayLeave(TopLevelStreamElement element) throws NotConnectedException {
        if (element instanceof OutgoingStanza || element instanceof ManagementElement) {
            return true;
        }
        if (state.phase() == StreamState.Phase.OPEN) {
            return false;
        }
        if (element instanceof SaslNonza.AuthMechanism) {
            authenticating = true;
        } else if (element instanceof Bind bind) {
            bindId = bind.getStanzaId();
        } else if (element instanceof Session session) {
            bindId = session.getStanzaId();
        }
        boolean forLogin = element instanceof AbstractStreamOpen
                || element instanceof StartTls
                || element instanceof SaslNonza
                || element instanceof Bind
                || element instanceof Session;
        // After the lines above, so that whoever ends the stream now finds what login waits for.
        if (forLogin && isEnded()) {
            throw new NotConnectedException("The stream ended during login");
        }
        return forLogin;
    }

    /**
     * Queues a stanza that has its {@linkplain StreamState#awaitRoom place}.
     *
     * @throws WireException if the stream has ended
     */
    void enqueue(OutgoingStanza stanza) {
        state.queued(stanza);
        try {
            sendNonBlockingInternal(stanza);
        } catch (NotConnectedException e) {
            throw unqueued(stanza, WireException.Kind.LOST, "The connection was lost", e);
        } catch (OutgoingQueueFullException e) {
            throw unqueued(stanza, WireException.Kind.TIMEOUT, "The controller takes no stanzas", e);
        }
    }

    private WireException unqueued(OutgoingStanza stanza, WireException.Kind kind, String words, Exception cause) {
        boolean written = stanza.cancel();
        state.exchange().continuity().leftOut(stanza);
        return state.end()
                .map(end -> end.forRequest(written))
                .orElseGet(() -> new WireException(kind, words, null, written, cause));
    }

    /** Never blocks: of these there are few. Returns false if it can't be sent. */
    private boolean sendManagement(ManagementElement element) {
        try {
            sendNonBlockingInternal(element);
            return true;
        } catch (NotConnectedException | OutgoingQueueFullException e) {
            // Of the end of the stream everybody hears otherwise, and a full queue empties or ends it.
            return false;
        }
    }

    @Override
    public void send(String stanza) {
        state.awaitRoom(settings.requestTimeout());
        enqueue(new OutgoingStanza("stanza", stanza, state::leaving));
    }

    @Override
    public void trySend(String stanza) {
        // Who floods us is not answered.
        if (!isEnded() && state.hasRoom()) {
            enqueue(new OutgoingStanza("stanza", stanza, state::leaving));
        }
    }

    // ---- the end

    /** Smack calls this first of all when reading or writing fails, on the thread that met the failure. */
    @Override
    public void instantShutdown() {
        try {
            // Without an exception it is a failed opening that calls: that one knows better what happened.
            currentFailure().ifPresent(cause -> endedBy(line.verdict().orElseGet(() -> StreamEnd.of(cause))));
        } finally {
            sockets.close();
            SmackLog.whileEnding(super::instantShutdown);
        }
    }

    /** Smack calls this when the controller closes the stream, and {@link #close()} does. No presence is sent. */
    @Override
    public void disconnect(@Nullable Presence unavailable) throws NotConnectedException {
        WireException cause = StreamEnd.closedByController();
        if (state.phase() == StreamState.Phase.OPENING) {
            endOpening(cause);
        } else {
            endedBy(cause);
        }
        closeBy = System.nanoTime() + CLOSE_GRACE.toNanos();
        closing = true;
        management.tell();
        ScheduledFuture<?> force = WireTimer.after(CLOSE_GRACE, sockets::close);
        try {
            super.disconnect(null);
        } finally {
            force.cancel(false);
        }
    }

    /** Closes the stream and waits a little for the controller to close its side. */
    void close() {
        disconnect();
    }

    /** Fails the opening that is under way. */
    void giveUp() {
        endOpening(new WireException(WireException.Kind.CLOSED, "Closed by this program", null, false, null));
        sockets.close();
    }

    /** Leaves nothing running after a failed opening. */
    void abort() {
        state.end(StreamEnd.of(null));
        liveness.stop();
        // Who waits for the answer may hear of the end before the reader thread tells it.
        management.ended(StreamEnd.of(currentFailure().orElse(null)));
        closeBy = System.nanoTime() + CLOSE_GRACE.toNanos();
        closing = true;
        instantShutdown();
    }

    /** Smack's waits all ask for this, so that one deadline covers all steps of opening, and one all of closing. */
    @Override
    public long getReplyTimeout() {
        if (closing) {
            return Math.max(THREADS_GRACE_MILLIS, (closeBy - System.nanoTime()) / 1_000_000);
        }
        return state.phase() == StreamState.Phase.OPENING ? deadline.millisLeft() : super.getReplyTimeout();
    }

    private void endOpening(WireException cause) {
        if (state.phase() == StreamState.Phase.OPENING) {
            setCurrentConnectionExceptionAndNotify(cause);
            endedBy(cause);
            sockets.close();
        }
    }

    private void endedBy(WireException cause) {
        liveness.stop();
        if (state.lose(cause, line.isBroken(cause)) == StreamState.Phase.OPENING) {
            management.ended(cause);
            wakeLogin();
        }
    }

    /** Smack keeps what ended a connection to itself, but throws it at whoever waits for anything. */
    private Optional<Throwable> currentFailure() {
        try {
            if (hasCurrentConnectionException()) {
                waitForConditionOrThrowConnectionException(() -> true, "nothing");
            }
            return Optional.empty();
        } catch (SmackException.SmackWrappedException e) {
            return Optional.ofNullable(e.getCause());
        } catch (InterruptedException | SmackException.NoResponseException e) {
            // Neither waits, so neither is thrown; an interruption is kept for whoever does wait.
            Thread.currentThread().interrupt();
            return Optional.of(e);
        }
    }

    /**
     * Login waits for SASL and for the binding in places where the loss of the connection does not wake it, holding the
     * lock that Smack's shutdown needs. A failure that looks as if it came from the controller does.
     */
    private void wakeLogin() {
        woken = true;
        try {
            if (authenticating) {
                parseAndProcessNonza(parser(
                        "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + "<temporary-auth-failure/></failure>"));
            }
            String id = bindId;
            if (id != null) {
                super.parseAndProcessStanza(parser("<iq xmlns='jabber:client' type='error' id='"
                        + OutgoingStanza.attribute(id) + "'><error type='wait'><remote-server-timeout"
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
            }
        } catch (XmlPullParserException | IOException | SmackParsingException e) {
            throw new IllegalStateException("Smack can't read its own language", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static XmlPullParser parser(String xml) throws XmlPullParserException, IOException {
        GridXmlPullParser parser =
                new GridXmlPullParser(new StanzaReader(new StringReader(xml), GridLimits.DEFAULT, why -> {}));
        parser.next();
        return parser;
    }
}
