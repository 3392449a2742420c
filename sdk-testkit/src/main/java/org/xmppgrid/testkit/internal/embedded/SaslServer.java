package org.xmppgrid.testkit.internal.embedded;

/** The server's side of one SASL exchange (RFC 6120 §6). */
interface SaslServer {

    /**
     * One step of the exchange.
     *
     * @param done whether the client is who it says
     * @param data what to send: a challenge, or with success the additional data; empty for none
     * @param user the account's local part once done, else empty
     */
    record Step(boolean done, String data, String user) {
        static Step challenge(String data) {
            return new Step(false, data, "");
        }
    }

    /** The client is not let in; the message is a condition of RFC 6120 §6.5. */
    final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String condition) {
            super(condition);
        }

        String condition() {
            return String.valueOf(getMessage());
        }
    }

    /** Takes what the client sent, decoded. */
    Step receive(String message) throws Failure;
}
