package org.xmppgrid.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether, and how hard, to find out that the controller's certificate was revoked (RFC 8600 §8.3.1 SHOULD). What the
 * controller staples to its handshake (RFC 6066 §8) and what stands in the given CRL files always counts; asking the
 * authority over the network is a choice, because that is another party and takes time.
 *
 * <p>Immutable. The methods return a changed copy.
 */
public final class RevocationPolicy {

    /** What an unknown status means. */
    public enum Mode {
        /** Revocation is not looked at. */
        OFF,
        /** A revoked certificate is refused; one whose status can't be found out is accepted, and observers are told. */
        SOFT,
        /** Only a certificate that is known not to be revoked is accepted. */
        HARD
    }

    /** 5 seconds for all that is fetched for one connection. */
    public static final Duration DEFAULT_FETCH_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration MAX_FETCH_TIMEOUT = Duration.ofMinutes(5);

    private final Mode mode;
    private final List<Path> crls;
    private final @Nullable Duration fetchTimeout;

    private RevocationPolicy(Mode mode, List<Path> crls, @Nullable Duration fetchTimeout) {
        this.mode = mode;
        this.crls = crls;
        this.fetchTimeout = fetchTimeout;
    }

    /**
     * Does not look at revocation.
     *
     * @return the policy
     */
    public static RevocationPolicy off() {
        return new RevocationPolicy(Mode.OFF, List.of(), null);
    }

    /**
     * Refuses what is known to be revoked, and accepts what is not known. The default.
     *
     * @return the policy
     */
    public static RevocationPolicy soft() {
        return new RevocationPolicy(Mode.SOFT, List.of(), null);
    }

    /**
     * Accepts only what is known not to be revoked.
     *
     * @return the policy
     */
    public static RevocationPolicy hard() {
        return new RevocationPolicy(Mode.HARD, List.of(), null);
    }

    /**
     * This policy with revocation lists in files. They are read at each connect, so that they can be replaced while the
     * program runs.
     *
     * @param files files with one or more CRLs each, in PEM or DER form
     * @return the changed policy
     * @throws IllegalStateException if this policy is {@link #off()}
     */
    public RevocationPolicy crls(Path... files) {
        return on(new RevocationPolicy(mode, List.of(files), fetchTimeout));
    }

    /**
     * This policy with asking over the network: the OCSP responder and the CRL distribution points that the certificate
     * names, for at most {@link #DEFAULT_FETCH_TIMEOUT}.
     *
     * @return the changed policy
     * @throws IllegalStateException if this policy is {@link #off()}
     */
    public RevocationPolicy fetching() {
        return fetching(DEFAULT_FETCH_TIMEOUT);
    }

    /**
     * This policy with asking over the network.
     *
     * @param timeout for all that is fetched for one connection, positive and at most five minutes
     * @return the changed policy
     * @throws IllegalArgumentException if that is no such time
     * @throws IllegalStateException if this policy is {@link #off()}
     */
    public RevocationPolicy fetching(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_FETCH_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "The fetch timeout must be positive and at most " + MAX_FETCH_TIMEOUT + ", not " + timeout);
        }
        return on(new RevocationPolicy(mode, crls, timeout));
    }

    private RevocationPolicy on(RevocationPolicy changed) {
        if (mode == Mode.OFF) {
            throw new IllegalStateException("Revocation is off; begin with RevocationPolicy.soft() or hard()");
        }
        return changed;
    }

    /**
     * What an unknown status means.
     *
     * @return the mode
     */
    public Mode mode() {
        return mode;
    }

    /**
     * The files with revocation lists.
     *
     * @return the files, possibly none
     */
    public List<Path> crls() {
        return crls;
    }

    /**
     * How long may be asked over the network.
     *
     * @return the time for one connection, or empty if nothing is fetched
     */
    public Optional<Duration> fetchTimeout() {
        return Optional.ofNullable(fetchTimeout);
    }

    /** The policy in words. */
    @Override
    public String toString() {
        return "RevocationPolicy[" + mode + (crls.isEmpty() ? "" : ", CRLs " + crls)
                + (fetchTimeout == null ? "" : ", fetching for " + fetchTimeout) + "]";
    }
}
