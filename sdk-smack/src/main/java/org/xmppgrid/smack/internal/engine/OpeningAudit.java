package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Observation.Kind;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.SessionSecurity;

/** Tells the observers how a session came about, or why it did not (RFC 8600 §8.3.2). */
final class OpeningAudit {
    /** RFC 8600 §8.3.1 prefers SHA-256 to SHA-1, and §8.2.3 warns of passwords that can be read. */
    private static final Set<SaslMechanism> WEAK =
            Set.of(SaslMechanism.SCRAM_SHA_1_PLUS, SaslMechanism.SCRAM_SHA_1, SaslMechanism.PLAIN);

    private final Observers observers;

    OpeningAudit(Observers observers) {
        this.observers = observers;
    }

    /**
     * It came about.
     *
     * @param security how it is secured
     * @param address the platform's address
     * @param doubts why nobody can say whether the controller's certificate was revoked
     */
    void opened(SessionSecurity security, GridAddress address, String doubts) {
        Map<String, String> connected = new LinkedHashMap<>();
        connected.put("endpoint", security.endpoint().toString());
        connected.put("tls", security.tlsVersion().protocolName());
        connected.put("cipher", security.cipherSuite());
        connected.put("subject", security.controller());
        connected.put("pin", security.pin().toString());
        connected.put("revocation", security.revocation());
        tell(Kind.CONNECTED, security.toString(), connected);
        if (security.revocation().equals("unknown")) {
            tell(
                    Kind.REVOCATION_UNKNOWN,
                    "nobody could say whether the certificate of " + security.controller()
                            + " was revoked, and the policy accepts that"
                            + (doubts.isEmpty() ? "" : ": " + doubts),
                    Map.of());
        }
        Map<String, String> authenticated = new LinkedHashMap<>();
        authenticated.put("mechanism", security.mechanism().protocolName());
        security.channelBinding().ifPresent(binding -> authenticated.put("binding", binding));
        authenticated.put("address", address.toString());
        tell(Kind.AUTHENTICATED, "authenticated with " + security.mechanism().protocolName(), authenticated);
        if (WEAK.contains(security.mechanism())) {
            tell(
                    Kind.DOWNGRADED,
                    "logged in with " + security.mechanism().protocolName()
                            + ", which RFC 8600 §8.3.1 ranks below SCRAM with SHA-256; enable that at the controller"
                            + " and in the policy",
                    Map.of("mechanism", security.mechanism().protocolName()));
        }
    }

    void refused(GridException why, GridSettings settings) {
        String endpoint = settings.endpoints().isEmpty()
                ? settings.address().domain()
                : settings.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(", "));
        String detail = String.valueOf(why.getMessage());
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("reason", why.reason().name());
        attributes.put("endpoint", endpoint);
        if (why.reason() == Reason.DOWNGRADE_DETECTED) {
            tell(Kind.DOWNGRADED, detail, Map.of("reason", why.reason().name()));
        }
        tell(Kind.REFUSED, detail, attributes);
    }

    private void tell(Kind kind, String detail, Map<String, String> attributes) {
        observers.tell(kind, Optional.empty(), Optional.empty(), detail, attributes);
    }
}
