package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The login of one stream (RFC 6120 §6): exchange after exchange, until one succeeds or too many failed. */
final class Authentication {
    /** RFC 6120 §6.4.5 recommends two to five attempts. */
    private static final int ATTEMPTS = 5;

    private final Wire wire;
    private final ClientStream.Grid grid;
    private final SaslOffer offer;
    private @Nullable SaslServer exchange;

    Authentication(Wire wire, ClientStream.Grid grid, SaslOffer offer) {
        this.wire = wire;
        this.grid = grid;
        this.offer = offer;
    }

    /** Who has logged in, the local part of the address; empty if the stream ended before. */
    String run(StanzaReader reader) throws IOException, StreamException {
        int failures = 0;
        Xml element = reader.next();
        while (element != null) {
            wire.received(element);
            if (Registration.isAsked(element)) {
                wire.send(grid.registration().stranger(element).toString());
                element = reader.next();
                continue;
            }
            if (!element.namespace().equals(Ns.SASL)) {
                throw new StreamException("not-authorized", "log in first");
            }
            try {
                SaslServer.Step step = step(element);
                if (step.done()) {
                    admit(step.user());
                    wire.send(sasl("success", step.data()));
                    return step.user();
                }
                wire.send(sasl("challenge", step.data()));
            } catch (SaslServer.Failure failure) {
                exchange = null;
                failures++;
                wire.send(Xml.element(Ns.SASL, "failure")
                        .child(Xml.element(Ns.SASL, failure.condition()))
                        .build()
                        .toString());
                if (failures >= ATTEMPTS) {
                    throw new StreamException("policy-violation", "too many failed logins");
                }
            }
            element = reader.next();
        }
        return "";
    }

    private SaslServer.Step step(Xml element) throws SaslServer.Failure {
        if (element.name().equals("abort")) {
            throw new SaslServer.Failure("aborted");
        }
        if (element.name().equals("auth")) {
            exchange = mechanism(element.attribute("mechanism", ""));
            if (element.text().isEmpty()) {
                // RFC 6120 §6.4.2: no initial response, which is another thing than an empty one, asks for a challenge.
                return SaslServer.Step.challenge("");
            }
        }
        SaslServer current = exchange;
        if (current == null) {
            throw new SaslServer.Failure("malformed-request");
        }
        return current.receive(decode(element.text()));
    }

    /** The last word on somebody who has shown who it is. */
    private void admit(String user) throws SaslServer.Failure {
        SaslFaults.Refuse refused = grid.saslFaults()
                .strike(SaslFaults.Refuse.class, order -> order.user().equals(user))
                .orElse(null);
        if (refused != null) {
            throw new SaslServer.Failure(refused.condition());
        }
        if (grid.accounts().isWaiting(user)) {
            throw new SaslServer.Failure("account-disabled");
        }
    }

    private SaslServer mechanism(String name) throws SaslServer.Failure {
        if (!offer.accepts(name)) {
            throw new SaslServer.Failure("invalid-mechanism");
        }
        if (name.equals("PLAIN")) {
            return new PlainServer(grid.accounts());
        }
        if (name.equals("EXTERNAL")) {
            return new ExternalServer(
                    wire.secured().client(), grid.accounts(), grid.settings().domain());
        }
        Scram scram = Scram.all().get(name.replace("-PLUS", ""));
        if (scram == null) {
            throw new SaslServer.Failure("invalid-mechanism");
        }
        String hash = grid.settings().sasl().downgradeProtected() ? offer.hash(scram) : "";
        return new ScramServer(
                scram,
                grid.accounts(),
                grid.newId(),
                new ScramTerms(name.endsWith("-PLUS"), offer.offersPlus(), offer.bindings(), hash, grid.saslFaults()));
    }

    private static String decode(String base64) throws SaslServer.Failure {
        try {
            // RFC 6120 §6.4.2: "=" is data of zero length.
            return base64.equals("=") ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new SaslServer.Failure("incorrect-encoding");
        }
    }

    private static String sasl(String name, String data) {
        Xml.Builder element = Xml.element(Ns.SASL, name);
        if (!data.isEmpty()) {
            element.text(Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
        }
        return element.build().toString();
    }
}
