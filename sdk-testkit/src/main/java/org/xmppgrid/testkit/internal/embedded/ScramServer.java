package org.xmppgrid.testkit.internal.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/** The server's side of SCRAM (RFC 5802, RFC 7677) without channel binding. */
final class ScramServer implements SaslServer {
    private final Scram scram;
    private final Accounts accounts;
    private final String serverNonce;
    private String bare = "";
    private String nonce = "";
    private String gs2 = "";
    private String serverFirst = "";
    private String user = "";

    ScramServer(Scram scram, Accounts accounts, String serverNonce) {
        this.scram = scram;
        this.accounts = accounts;
        this.serverNonce = serverNonce;
    }

    @Override
    public Step receive(String message) throws Failure {
        return serverFirst.isEmpty() ? first(message) : last(message);
    }

    private Step first(String message) throws Failure {
        // gs2-header: flag "," [authzid] ","  (RFC 5802 §7)
        int second = message.indexOf(',', message.indexOf(',') + 1);
        if (second < 0 || !message.startsWith("n,") && !message.startsWith("y,")) {
            throw new Failure("malformed-request");
        }
        gs2 = message.substring(0, second + 1);
        bare = message.substring(second + 1);
        Map<String, String> attributes = Scram.attributes(bare);
        String name = attributes.get("n");
        String clientNonce = attributes.get("r");
        if (name == null || clientNonce == null || attributes.containsKey("m")) {
            throw new Failure("malformed-request");
        }
        user = name.replace("=2C", ",").replace("=3D", "=");
        nonce = clientNonce + serverNonce;
        Accounts.Verifier verifier = accounts.verifier(user, scram);
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(verifier.salt()) + ",i="
                + verifier.iterations();
        return Step.challenge(serverFirst);
    }

    private Step last(String message) throws Failure {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw new Failure("malformed-request");
        }
        String withoutProof = message.substring(0, proofAt);
        Map<String, String> attributes = Scram.attributes(withoutProof);
        String binding = Base64.getEncoder().encodeToString(gs2.getBytes(StandardCharsets.UTF_8));
        if (!binding.equals(attributes.get("c")) || !nonce.equals(attributes.get("r"))) {
            throw new Failure("not-authorized");
        }
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(message.substring(proofAt + 3));
        } catch (IllegalArgumentException notBase64) {
            throw new Failure("malformed-request");
        }
        Accounts.Verifier verifier = accounts.verifier(user, scram);
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] signature = scram.hmac(verifier.storedKey(), authMessage);
        // One answer for a wrong password and an unknown account, or strangers could ask who exists.
        if (proof.length != signature.length
                || !MessageDigest.isEqual(scram.hash(Scram.xor(proof, signature)), verifier.storedKey())
                || !accounts.exists(user)) {
            throw new Failure("not-authorized");
        }
        byte[] serverSignature = scram.hmac(verifier.serverKey(), authMessage);
        return new Step(true, "v=" + Base64.getEncoder().encodeToString(serverSignature), user);
    }
}
