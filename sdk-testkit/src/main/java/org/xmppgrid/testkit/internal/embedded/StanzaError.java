package org.xmppgrid.testkit.internal.embedded;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stanza error (RFC 6120 §8.3), with the pubsub condition beside it where XEP-0060 names one.
 *
 * @param type what the sender may do: auth, cancel, modify, wait
 * @param condition the defined condition
 * @param application the application-specific condition
 * @param text a sentence for people
 */
public record StanzaError(
        String type,
        String condition,
        @Nullable Xml application,
        @Nullable String text) {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("bad-request", "modify"),
            Map.entry("forbidden", "auth"),
            Map.entry("jid-malformed", "modify"),
            Map.entry("not-acceptable", "modify"),
            Map.entry("not-authorized", "auth"),
            Map.entry("policy-violation", "modify"),
            Map.entry("recipient-unavailable", "wait"),
            Map.entry("redirect", "modify"),
            Map.entry("registration-required", "auth"),
            Map.entry("remote-server-timeout", "wait"),
            Map.entry("resource-constraint", "wait"),
            Map.entry("subscription-required", "auth"),
            Map.entry("undefined-condition", "modify"));

    /**
     * An error with the type that RFC 6120 §8.3.3 recommends.
     *
     * @param condition the defined condition
     * @return the error
     */
    public static StanzaError of(String condition) {
        return new StanzaError(TYPES.getOrDefault(condition, "cancel"), condition, null, null);
    }

    static StanzaError pubsub(String condition, String pubsubCondition) {
        return of(condition).with(Xml.element(Ns.PUBSUB_ERRORS, pubsubCondition).build());
    }

    static StanzaError unsupported(String feature) {
        return of("feature-not-implemented")
                .with(Xml.element(Ns.PUBSUB_ERRORS, "unsupported")
                        .attribute("feature", feature)
                        .build());
    }

    /**
     * This error with a condition of the pubsub service.
     *
     * @param pubsubCondition the name of an element of {@code pubsub#errors}
     * @return the error
     */
    public StanzaError withPubsub(String pubsubCondition) {
        return with(Xml.element(Ns.PUBSUB_ERRORS, pubsubCondition).build());
    }

    private StanzaError with(Xml specific) {
        return new StanzaError(type, condition, specific, text);
    }

    /**
     * This error with another type.
     *
     * @param otherType auth, cancel, continue, modify or wait
     * @return the error
     */
    public StanzaError withType(String otherType) {
        return new StanzaError(otherType, condition, application, text);
    }

    StanzaError withText(String sentence) {
        return new StanzaError(type, condition, application, sentence);
    }

    Refused refused() {
        return new Refused(this);
    }

    Xml toXml() {
        Xml.Builder error =
                Xml.element(Ns.CLIENT, "error").attribute("type", type).child(Xml.element(Ns.STANZA_ERRORS, condition));
        if (text != null) {
            error.child(Xml.element(Ns.STANZA_ERRORS, "text").text(text));
        }
        if (application != null) {
            error.child(application);
        }
        return error.build();
    }

    /** The answer to a stanza that can't be served; addresses swapped. */
    Xml inReplyTo(Xml stanza) {
        return Stanzas.reply(stanza, "error").child(toXml()).build();
    }

    /** Thrown where a request fails; the one who dispatched the request answers with the error. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient StanzaError error;

        private Refused(StanzaError error) {
            super(error.condition(), null, false, false);
            this.error = error;
        }

        StanzaError error() {
            return error;
        }
    }
}
