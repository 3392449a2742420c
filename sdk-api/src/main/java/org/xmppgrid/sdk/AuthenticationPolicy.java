package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which SASL mechanisms may be used, in which order, and under which conditions. The first one that the controller
 * offers, that this platform has credentials for and that can be carried out on the connection is used; there is one
 * attempt and nothing weaker after it. If there is none, nothing secret is sent.
 *
 * <p>Immutable. The {@code with} methods return a changed copy.
 */
public final class AuthenticationPolicy {
    /** The fewest iterations of SCRAM that are accepted (RFC 7677 §4): 4,096. */
    public static final int DEFAULT_MIN_ITERATIONS = 4096;

    /** The most iterations of SCRAM that are accepted: 10,000,000, some seconds of work and more than any server asks. */
    public static final int DEFAULT_MAX_ITERATIONS = 10_000_000;

    /**
     * The order of RFC 8600 §8.3.1: a certificate; then SCRAM, with channel binding before without, and SHA-256 and
     * better before SHA-1. {@link SaslMechanism#PLAIN} is not among them.
     */
    public static final List<SaslMechanism> DEFAULT_MECHANISMS = List.of(
            SaslMechanism.EXTERNAL,
            SaslMechanism.SCRAM_SHA_512_PLUS,
            SaslMechanism.SCRAM_SHA_256_PLUS,
            SaslMechanism.SCRAM_SHA_512,
            SaslMechanism.SCRAM_SHA_256,
            SaslMechanism.SCRAM_SHA_1_PLUS,
            SaslMechanism.SCRAM_SHA_1);

    private static final AuthenticationPolicy STANDARD =
            new AuthenticationPolicy(DEFAULT_MECHANISMS, false, DEFAULT_MIN_ITERATIONS, DEFAULT_MAX_ITERATIONS);

    private final List<SaslMechanism> mechanisms;
    private final boolean channelBindingRequired;
    private final int minIterations;
    private final int maxIterations;

    private AuthenticationPolicy(
            List<SaslMechanism> mechanisms, boolean channelBindingRequired, int minIterations, int maxIterations) {
        this.mechanisms = mechanisms;
        this.channelBindingRequired = channelBindingRequired;
        this.minIterations = minIterations;
        this.maxIterations = maxIterations;
    }

    /**
     * The policy of RFC 8600 §8.3.1: {@link #DEFAULT_MECHANISMS}.
     *
     * @return the default policy
     */
    public static AuthenticationPolicy standard() {
        return STANDARD;
    }

    /**
     * The given mechanisms and no other.
     *
     * @param mechanisms the mechanisms, the most wanted first; at least one
     * @return the policy
     * @throws IllegalArgumentException if there is none
     */
    public static AuthenticationPolicy allowing(SaslMechanism... mechanisms) {
        return STANDARD.withMechanisms(Arrays.asList(mechanisms));
    }

    /**
     * This policy for logins that are bound to their TLS channel only: the {@code -PLUS} mechanisms and
     * {@link SaslMechanism#EXTERNAL}, whose certificate is part of the handshake. A controller that offers none of them,
     * or somebody in between who hides them, gets nothing.
     *
     * @return the stricter policy
     * @throws IllegalArgumentException if none of the policy's mechanisms is one of those
     */
    public AuthenticationPolicy requireChannelBinding() {
        List<SaslMechanism> bound = mechanisms.stream()
                .filter(mechanism -> mechanism.bindsChannel() || mechanism == SaslMechanism.EXTERNAL)
                .toList();
        if (bound.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of " + names() + " binds the channel; allow a -PLUS mechanism too");
        }
        return new AuthenticationPolicy(bound, true, minIterations, maxIterations);
    }

    /**
     * This policy without some mechanisms, for example without SHA-1.
     *
     * @param unwanted the mechanisms that may not be used
     * @return the stricter policy
     * @throws IllegalArgumentException if none is left
     */
    public AuthenticationPolicy without(SaslMechanism... unwanted) {
        List<SaslMechanism> no = Arrays.asList(unwanted);
        return withMechanisms(
                mechanisms.stream().filter(mechanism -> !no.contains(mechanism)).toList());
    }

    /**
     * This policy with other bounds on the iterations that a controller may ask for.
     *
     * @param least the fewest; below {@value #DEFAULT_MIN_ITERATIONS}, who overhears a login can guess the password
     * @param most the most; each million costs about a second
     * @return the changed policy
     * @throws IllegalArgumentException unless 1 &lt;= least &lt;= most
     */
    public AuthenticationPolicy withIterations(int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "iterations: " + least + " to " + most + " is not a range from 1 upwards");
        }
        return new AuthenticationPolicy(mechanisms, channelBindingRequired, least, most);
    }

    private AuthenticationPolicy withMechanisms(List<SaslMechanism> allowed) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("At least one SASL mechanism must be allowed");
        }
        return new AuthenticationPolicy(
                List.copyOf(new LinkedHashSet<>(allowed)), channelBindingRequired, minIterations, maxIterations);
    }

    /**
     * The mechanisms that may be used.
     *
     * @return the mechanisms, the most wanted first
     */
    public List<SaslMechanism> mechanisms() {
        return mechanisms;
    }

    /**
     * Whether only logins that are bound to their channel are allowed.
     *
     * @return true after {@link #requireChannelBinding()}
     */
    public boolean isChannelBindingRequired() {
        return channelBindingRequired;
    }

    /**
     * The fewest iterations of SCRAM that are accepted.
     *
     * @return {@value #DEFAULT_MIN_ITERATIONS} unless it was changed
     */
    public int minIterations() {
        return minIterations;
    }

    /**
     * The most iterations of SCRAM that are accepted.
     *
     * @return {@value #DEFAULT_MAX_ITERATIONS} unless it was changed
     */
    public int maxIterations() {
        return maxIterations;
    }

    private String names() {
        return mechanisms.stream().map(SaslMechanism::protocolName).collect(Collectors.joining(", "));
    }

    /** What is allowed, in words. */
    @Override
    public String toString() {
        return "AuthenticationPolicy[" + names() + (channelBindingRequired ? "; channel binding required" : "") + "]";
    }
}
