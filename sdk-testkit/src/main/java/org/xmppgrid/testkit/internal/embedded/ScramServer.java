package org.xmppgrid.testkit.internal.embedded;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/** The server's side of SCRAM (RFC 5802, RFC 7677), with the faults that a test ordered. */
final class ScramServer implements SaslServer {
    /** More is announced by a fault only, and not computed. */
    private static final int MOST_ITERATIONS = 100_000;

    private final Scram scram;
    private final Accounts accounts;
    private final String serverNonce;
    private final ScramTerms terms;
    private final SaslFaults faults;
    private String bare = "";
    private String nonce = "";
    private String bound = "";
    private String serverFirst = "";
    private String user = "";
    private Accounts.Verifier verifier = new Accounts.Verifier(new byte[0], 1, new byte[0], new byte[0]);

    ScramServer(Scram scram, Accounts accounts, String serverNonce, ScramTerms terms) {
        this.scram = scram;
        this.accounts = accounts;
        this.serverNonce = serverNonce;
        this.terms = terms;
        this.faults = terms.faults();
    }

    @Override
    public Step receive(String message) throws Failure {
        return serverFirst.isEmpty() ? first(message) : last(message);
    }

    private Step first(String message) throws Failure {
        // gs2-header: flag "," [authzid] ","  (RFC 5802 §7)
        int flagEnd = message.indexOf(',');
        int second = message.indexOf(',', flagEnd + 1);
        if (flagEnd < 0 || second < 0) {
            throw new Failure("malformed-request");
        }
        byte[] binding = terms.binding(message.substring(0, flagEnd));
        bound = base64(Scram.bound(message.substring(0, second + 1), binding));
        bare = message.substring(second + 1);
        Map<String, String> attributes = Scram.attributes(bare);
        String name = attributes.get("n");
        String clientNonce = attributes.get("r");
        if (name == null || clientNonce == null || attributes.containsKey("m")) {
            throw new Failure("malformed-request");
        }
        user = name.replace("=2C", ",").replace("=3D", "=");
        nonce = faults.strikes(SaslFaults.InScram.NONCE_NOT_EXTENDED) ? clientNonce : clientNonce + serverNonce;
        verifier = challenged(accounts.verifier(user, scram));
        serverFirst = (faults.strikes(SaslFaults.InScram.MANDATORY_EXTENSION) ? "m=grid," : "") + "r=" + nonce + ",s="
                + base64(verifier.salt()) + ",i=" + verifier.iterations()
                + (terms.offer().isEmpty() ? "" : ",h=" + terms.offer());
        return Step.challenge(serverFirst);
    }

    /** What the client is challenged with: a client that swallows the bait would get in, so that a test can tell. */
    private Accounts.Verifier challenged(Accounts.Verifier own) {
        byte[] salt = faults.strikes(SaslFaults.InScram.EMPTY_SALT) ? new byte[0] : own.salt();
        int iterations = faults.strike(SaslFaults.Iterations.class)
                .map(SaslFaults.Iterations::count)
                .orElse(own.iterations());
        String password = accounts.password(user);
        if (password == null || iterations < 1 || iterations > MOST_ITERATIONS) {
            return new Accounts.Verifier(salt, iterations, own.storedKey(), own.serverKey());
        }
        boolean same = salt.length == own.salt().length && iterations == own.iterations();
        return same ? own : Accounts.verifier(password, salt, iterations, scram);
    }

    private Step last(String message) throws Failure {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw new Failure("malformed-request");
        }
        String withoutProof = message.substring(0, proofAt);
        Map<String, String> attributes = Scram.attributes(withoutProof);
        if (!bound.equals(attributes.get("c")) || !nonce.equals(attributes.get("r"))) {
            throw new Failure("not-authorized");
        }
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(message.substring(proofAt + 3));
        } catch (IllegalArgumentException notBase64) {
            throw new Failure("malformed-request");
        }
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] signature = scram.hmac(verifier.storedKey(), authMessage);
        // One answer for a wrong password and an unknown account, or strangers could ask who exists.
        if (proof.length != signature.length
                || !MessageDigest.isEqual(scram.hash(Scram.xor(proof, signature)), verifier.storedKey())
                || !accounts.exists(user)) {
            throw new Failure("not-authorized");
        }
        return new Step(true, serverFinal(scram.hmac(verifier.serverKey(), authMessage)), user);
    }

    private String serverFinal(byte[] signature) {
        String earlier = faults.latestFinal();
        String own = "v=" + base64(signature);
        faults.keep(own);
        if (faults.strikes(SaslFaults.InScram.NO_FINAL)) {
            return "";
        }
        if (!earlier.isEmpty() && faults.strikes(SaslFaults.InScram.REPLAYED_FINAL)) {
            return earlier;
        }
        if (faults.strikes(SaslFaults.InScram.WRONG_SIGNATURE)) {
            byte[] wrong = signature.clone();
            wrong[0] ^= 1;
            return "v=" + base64(wrong);
        }
        return own;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
