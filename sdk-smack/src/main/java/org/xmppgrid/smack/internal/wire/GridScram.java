package org.xmppgrid.smack.internal.wire;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * SCRAM in Smack's frame. Smack's own SCRAM base class knows SHA-1 only. On a connection of ours the connection's policy
 * chooses the mechanism and holds the password; on a connection of somebody else's this is the last resort, so that
 * registering it changes nothing for a program that uses Smack itself.
 */
final class GridScram extends SASLMechanism {
    /** After everything that Smack brings (Smack prefers lower numbers). */
    private static final int LAST = 10_000;

    private static final Map<SaslMechanism, GridScram> PROTOTYPES = new EnumMap<>(SaslMechanism.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SaslMechanism mechanism;
    private @Nullable ScramExchange exchange;

    private GridScram(SaslMechanism mechanism) {
        this.mechanism = mechanism;
    }

    /** Registers the mechanisms in Smack's registry, once per JVM: it is global and unsynchronised when read. */
    static synchronized void register() {
        if (PROTOTYPES.isEmpty()) {
            for (SaslMechanism mechanism : List.of(SaslMechanism.SCRAM_SHA_512, SaslMechanism.SCRAM_SHA_256)) {
                GridScram prototype = new GridScram(mechanism);
                PROTOTYPES.put(mechanism, prototype);
                SASLAuthentication.registerSASLMechanism(prototype);
            }
        }
    }

    @Override
    public SASLMechanism instanceForAuthentication(XMPPConnection connection, ConnectionConfiguration configuration) {
        if (connection instanceof GridXmppConnection ours) {
            // Smack found the first registered name; the policy's order is another.
            GridScram chosen = PROTOTYPES.get(ours.chosenMechanism());
            if (chosen != null) {
                return chosen.instance(connection, configuration);
            }
        }
        return instance(connection, configuration);
    }

    private SASLMechanism instance(XMPPConnection connection, ConnectionConfiguration configuration) {
        return super.instanceForAuthentication(connection, configuration);
    }

    @Override
    protected SASLMechanism newInstance() {
        return new GridScram(mechanism);
    }

    @Override
    protected byte[] getAuthenticationText() throws SmackSaslException {
        char[] secret;
        if (connection instanceof GridXmppConnection ours) {
            secret = ours.password();
        } else if (password != null) {
            secret = password.toCharArray();
        } else {
            throw new SmackSaslException(getName() + " needs a password");
        }
        return guarded(() -> {
            ScramExchange begun = new ScramExchange(
                    mechanism, authenticationId, secret, ScramExchange.nonce(RANDOM), this::abandoned);
            exchange = begun;
            return begun.first();
        });
    }

    @Override
    protected byte @Nullable [] evaluateChallenge(byte @Nullable [] challenge) throws SmackSaslException {
        return guarded(() -> {
            ScramExchange begun = exchange;
            if (begun == null || challenge == null) {
                throw new ScramException(Reason.CONTROLLER_NOT_PROVEN, "sent a SCRAM message that is not base64");
            }
            if (!begun.isAnswered()) {
                return begun.answer(challenge);
            }
            begun.finish(challenge);
            return null;
        });
    }

    @Override
    protected void checkIfSuccessfulOrThrow() throws SmackSaslException {
        guarded(() -> {
            if (exchange == null || !exchange.isProven()) {
                throw new ScramException(
                        Reason.CONTROLLER_NOT_PROVEN,
                        "claims success without proving that it knows the account's password");
            }
            return null;
        });
    }

    /** Whatever goes wrong must reach the thread that waits in login, and that is told of one exception type only. */
    private byte @Nullable [] guarded(Step step) throws SmackSaslException {
        try {
            return step.take();
        } catch (ScramException e) {
            failed(e);
            throw e;
        } catch (RuntimeException e) {
            failed(null);
            throw new SmackSaslException(e);
        }
    }

    private void failed(@Nullable ScramException why) {
        if (exchange != null) {
            exchange.forget();
        }
        if (why != null && connection instanceof GridXmppConnection ours) {
            ours.scramFailed(why);
        }
    }

    private boolean abandoned() {
        return connection instanceof GridXmppConnection ours && ours.isEnded();
    }

    @Override
    protected void authenticateInternal(CallbackHandler handler) throws SmackSaslException {
        throw new SmackSaslException(
                getName() + " takes its password from the connection, not from a callback handler");
    }

    @Override
    public String getName() {
        return mechanism.protocolName();
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    /** False: Smack would want it as a String, and skips mechanisms of others that need one and get none. */
    @Override
    public boolean requiresPassword() {
        return false;
    }

    @FunctionalInterface
    private interface Step {
        byte @Nullable [] take() throws SmackSaslException;
    }
}
