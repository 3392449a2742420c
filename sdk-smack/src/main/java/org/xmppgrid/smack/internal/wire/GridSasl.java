package org.xmppgrid.smack.internal.wire;

import javax.security.auth.callback.CallbackHandler;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.SmackException.SmackSaslException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.sasl.SASLMechanism;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

/**
 * Our {@link SaslExchange} in Smack's frame. Smack's registry of mechanisms is global and in the order of numbers: what is
 * registered there under a real name is used, or passed over, on every connection in the JVM. So it is only one, under a
 * name that no controller offers. A connection of ours {@linkplain GridXmppConnection shows Smack} that name in place of
 * the offer, and what is sent is the name and the words of the exchange that the connection has chosen.
 */
final class GridSasl extends SASLMechanism {
    /** Never sent. */
    static final String NAME = "X-XMPPGRID";

    private final String name;
    private final @Nullable GridXmppConnection ours;
    private final @Nullable SaslExchange exchange;

    private GridSasl(String name, @Nullable GridXmppConnection ours, @Nullable SaslExchange exchange) {
        this.name = name;
        this.ours = ours;
        this.exchange = exchange;
    }

    /** Registers the one mechanism, once per JVM: the registry is unsynchronised when read. */
    static synchronized void register() {
        if (!SASLAuthentication.isSaslMechanismRegistered(NAME)) {
            SASLAuthentication.registerSASLMechanism(new GridSasl(NAME, null, null));
        }
    }

    @Override
    public SASLMechanism instanceForAuthentication(XMPPConnection connection, ConnectionConfiguration configuration) {
        if (!(connection instanceof GridXmppConnection mine)) {
            return super.instanceForAuthentication(connection, configuration);
        }
        GridSasl instance = new GridSasl(
                mine.chosenMechanism().map(SaslMechanism::protocolName).orElse(NAME), mine, mine.exchange());
        instance.connection = connection;
        instance.connectionConfiguration = configuration;
        return instance;
    }

    @Override
    protected SASLMechanism newInstance() {
        return new GridSasl(NAME, null, null);
    }

    @Override
    protected byte @Nullable [] getAuthenticationText() throws SmackSaslException {
        return guarded(() -> begun().first());
    }

    @Override
    protected byte @Nullable [] evaluateChallenge(byte @Nullable [] challenge) throws SmackSaslException {
        return guarded(() -> {
            if (challenge == null) {
                throw new SaslFaultException(Reason.CONTROLLER_NOT_PROVEN, "sent a SASL message that is not base64");
            }
            return begun().answer(challenge);
        });
    }

    @Override
    protected void checkIfSuccessfulOrThrow() throws SmackSaslException {
        guarded(() -> {
            begun().succeeded();
            return null;
        });
    }

    private SaslExchange begun() throws SmackSaslException {
        if (exchange == null) {
            throw new SmackSaslException(NAME + " is for the connections of the XMPP-Grid SDK only");
        }
        return exchange;
    }

    /** Whatever goes wrong must reach the thread that waits in login, and that is told of one exception type only. */
    private byte @Nullable [] guarded(Step step) throws SmackSaslException {
        try {
            return step.take();
        } catch (SaslFaultException e) {
            if (ours != null) {
                ours.saslFailed(e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw new SmackSaslException(e);
        }
    }

    @Override
    protected void authenticateInternal(CallbackHandler handler) throws SmackSaslException {
        throw new SmackSaslException(NAME + " takes its credentials from the connection, not from a callback handler");
    }

    @Override
    public String getName() {
        return name;
    }

    /** After everything that Smack brings (Smack prefers lower numbers), should a controller offer the name after all. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    /** False: Smack would want it as a String. */
    @Override
    public boolean requiresPassword() {
        return false;
    }

    @FunctionalInterface
    private interface Step {
        byte @Nullable [] take() throws SmackSaslException;
    }
}
