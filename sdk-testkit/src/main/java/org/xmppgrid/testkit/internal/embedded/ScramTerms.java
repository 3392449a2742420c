package org.xmppgrid.testkit.internal.embedded;

import java.util.Map;

/**
 * What the stream says about one login with SCRAM.
 *
 * @param plus whether the client chose a mechanism with channel binding
 * @param plusOffered whether the server had offered one
 * @param bindings the channel bindings that are accepted, with their data
 * @param offer the hash of what was offered (XEP-0474); empty to send none
 * @param faults what goes wrong on purpose
 */
record ScramTerms(boolean plus, boolean plusOffered, Map<String, byte[]> bindings, String offer, SaslFaults faults) {

    /** No channel binding and nothing wrong. */
    static ScramTerms plain() {
        return new ScramTerms(false, false, Map.of(), "", new SaslFaults());
    }

    /**
     * What binds the login to its channel, by the flag that the GS2 header begins with (RFC 5802 §6).
     *
     * @throws SaslServer.Failure if the flag doesn't fit the mechanism, the channel, or what was offered
     */
    byte[] binding(String flag) throws SaslServer.Failure {
        if (plus) {
            byte[] data = flag.startsWith("p=") ? bindings.get(flag.substring(2)) : null;
            if (data == null) {
                throw new SaslServer.Failure("malformed-request");
            }
            return data;
        }
        if (flag.equals("y") && plusOffered) {
            // The client could bind and saw no -PLUS, which was there: somebody between took it away.
            throw new SaslServer.Failure("not-authorized");
        }
        if (!flag.equals("n") && !flag.equals("y")) {
            throw new SaslServer.Failure("malformed-request");
        }
        return new byte[0];
    }
}
