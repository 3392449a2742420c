package org.xmppgrid.testkit;

import java.util.List;
import java.util.Set;
import org.xmppgrid.testkit.internal.embedded.SaslFaults;
import org.xmppgrid.testkit.internal.embedded.SaslFaults.InScram;

/**
 * What the {@linkplain GridBroker embedded grid} can do wrong while clients log in, in the manner of a hostile server or
 * of somebody in the middle; ordered by {@link GridBroker#sasl(SaslFault)}. A client that swallows the bait gets in, so
 * that a test sees it. Immutable.
 */
public final class SaslFault {

    private static final Set<String> CONDITIONS = Set.of(
            "account-disabled",
            "credentials-expired",
            "encryption-required",
            "mechanism-too-weak",
            "not-authorized",
            "temporary-auth-failure");

    private final SaslFaults.Effect effect;
    private final int times;

    private SaslFault(SaslFaults.Effect effect) {
        this(effect, Integer.MAX_VALUE);
    }

    private SaslFault(SaslFaults.Effect effect, int times) {
        this.effect = effect;
        this.times = times;
    }

    /**
     * The same fault in so many logins only, after which all is well. Default: until it is lifted.
     *
     * @param count in how many
     * @return the fault
     * @throws IllegalArgumentException if that is less than one
     */
    public SaslFault times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count: at least 1, not " + count);
        }
        return new SaslFault(effect, count);
    }

    int times() {
        return times;
    }

    SaslFaults.Effect effect() {
        return effect;
    }

    /**
     * The server's signature in SCRAM's last message is not the right one (RFC 5802 §3).
     *
     * @return the fault
     */
    public static SaslFault wrongServerSignature() {
        return new SaslFault(InScram.WRONG_SIGNATURE);
    }

    /**
     * SCRAM's iteration count is another. Up to 100,000 the grid computes with it; a login with more never succeeds.
     *
     * @param count what the server says, such as 1 or {@link Integer#MAX_VALUE}
     * @return the fault
     */
    public static SaslFault iterations(int count) {
        return new SaslFault(new SaslFaults.Iterations(count));
    }

    /**
     * SCRAM's first message of the server begins with {@code m=}, which a client has to refuse (RFC 5802 §5.1).
     *
     * @return the fault
     */
    public static SaslFault mandatoryExtension() {
        return new SaslFault(InScram.MANDATORY_EXTENSION);
    }

    /**
     * The server adds nothing to the client's nonce (RFC 5802 §5.1).
     *
     * @return the fault
     */
    public static SaslFault nonceNotExtended() {
        return new SaslFault(InScram.NONCE_NOT_EXTENDED);
    }

    /**
     * SCRAM's salt is empty.
     *
     * @return the fault
     */
    public static SaslFault emptySalt() {
        return new SaslFault(InScram.EMPTY_SALT);
    }

    /**
     * SCRAM's last message of the server is the one of the login before, whoever's that was. It doesn't strike before
     * somebody has logged in by SCRAM.
     *
     * @return the fault
     */
    public static SaslFault replayedServerFinal() {
        return new SaslFault(InScram.REPLAYED_FINAL);
    }

    /**
     * SCRAM succeeds without a last message of the server, which was to show that it knows the password.
     *
     * @return the fault
     */
    public static SaslFault successWithoutServerFinal() {
        return new SaslFault(InScram.NO_FINAL);
    }

    /**
     * The list of mechanisms is replaced by somebody in the middle: the hash of XEP-0474 is still that of the true list,
     * and the flag {@code y} is refused if that had {@code -PLUS}. Mechanisms of this grid that are shown falsely work.
     *
     * @param shown what the client is shown; none for features without mechanisms
     * @return the fault
     */
    public static SaslFault mechanisms(String... shown) {
        return new SaslFault(new SaslFaults.Mechanisms(List.of(shown), false));
    }

    /**
     * The list of mechanisms is replaced by the server itself, which knows the password and makes the hash of XEP-0474
     * of the false list.
     *
     * @param shown what the client is shown
     * @return the fault
     */
    public static SaslFault mechanismsAndHash(String... shown) {
        return new SaslFault(new SaslFaults.Mechanisms(List.of(shown), true));
    }

    /**
     * The advertised channel bindings (XEP-0440) are replaced by somebody in the middle: the hash of XEP-0474 is still
     * that of the true list, and only the true ones work.
     *
     * @param shown what the client is shown; none for no advertisement
     * @return the fault
     */
    public static SaslFault bindings(String... shown) {
        return new SaslFault(new SaslFaults.Bindings(List.of(shown), false));
    }

    /**
     * The advertised channel bindings (XEP-0440) are replaced by the server itself, which makes the hash of XEP-0474 of
     * the false list. Only the true ones work.
     *
     * @param shown what the client is shown; none for no advertisement
     * @return the fault
     */
    public static SaslFault bindingsAndHash(String... shown) {
        return new SaslFault(new SaslFaults.Bindings(List.of(shown), true));
    }

    /**
     * An account is refused with a condition of RFC 6120 §6.5, by any mechanism, where it would have been let in. One
     * with a wrong password still gets {@code not-authorized}.
     *
     * @param user the local part of its address
     * @param condition {@code account-disabled}, {@code credentials-expired}, {@code encryption-required},
     *     {@code mechanism-too-weak}, {@code not-authorized} or {@code temporary-auth-failure}
     * @return the fault
     * @throws IllegalArgumentException if the condition is none of these
     */
    public static SaslFault refuse(String user, String condition) {
        if (!CONDITIONS.contains(condition)) {
            throw new IllegalArgumentException("condition: one of " + CONDITIONS + ", not " + condition);
        }
        return new SaslFault(new SaslFaults.Refuse(user, condition));
    }
}
