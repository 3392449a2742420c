package org.xmppgrid.testkit.internal.embedded;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/** The client's side of SCRAM (RFC 5802 §5). */
public final class ScramClient {
    private final Scram scram;
    private final String password;
    private final String gs2;
    private final byte[] binding;
    private final String firstBare;
    private byte[] serverSignature = {};

    /**
     * Begins an exchange without channel binding.
     *
     * @param scram the hash function
     * @param user who logs in
     * @param password with what
     * @param nonce something that was never used before
     */
    public ScramClient(Scram scram, String user, String password, String nonce) {
        this(scram, user, password, nonce, "n,,", new byte[0]);
    }

    /**
     * Begins an exchange.
     *
     * @param scram the hash function
     * @param user who logs in
     * @param password with what
     * @param nonce something that was never used before
     * @param gs2 the GS2 header, such as {@code p=tls-exporter,,}
     * @param binding what binds the login to its channel; empty unless the header says {@code p=}
     */
    public ScramClient(Scram scram, String user, String password, String nonce, String gs2, byte[] binding) {
        this.scram = scram;
        this.password = password;
        this.gs2 = gs2;
        this.binding = binding.clone();
        firstBare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    /**
     * The first message.
     *
     * @return what to send
     */
    public String first() {
        return gs2 + firstBare;
    }

    /**
     * The answer to the server's challenge.
     *
     * @param serverFirst the challenge
     * @return what to send
     */
    public String last(String serverFirst) {
        Map<String, String> challenge = Scram.attributes(serverFirst);
        byte[] salt = Base64.getDecoder().decode(challenge.getOrDefault("s", ""));
        int iterations = Integer.parseInt(challenge.getOrDefault("i", "1"));
        byte[] salted = scram.saltedPassword(password, salt, iterations);
        byte[] clientKey = scram.hmac(salted, "Client Key");
        String withoutProof = "c=" + base64(Scram.bound(gs2, binding)) + ",r=" + challenge.get("r");
        String authMessage = firstBare + "," + serverFirst + "," + withoutProof;
        serverSignature = scram.hmac(scram.hmac(salted, "Server Key"), authMessage);
        byte[] proof = Scram.xor(clientKey, scram.hmac(scram.hash(clientKey), authMessage));
        return withoutProof + ",p=" + base64(proof);
    }

    /**
     * Whether the server knew the password as well.
     *
     * @param serverLast the server's last message
     * @return whether its signature is right
     */
    public boolean isGenuine(String serverLast) {
        byte[] signature =
                Base64.getDecoder().decode(Scram.attributes(serverLast).getOrDefault("v", ""));
        return MessageDigest.isEqual(signature, serverSignature);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
