package org.xmppgrid.smack.internal.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

/**
 * The client's side of one SCRAM exchange (RFC 5802 §5, RFC 7677), without channel binding. The controller is believed
 * only once it has proven that it knows the account's key ({@link #isProven()}); anything that it says out of turn ends
 * the exchange.
 */
final class ScramExchange {
    /** The fewest iterations that are accepted (RFC 7677 §4): with fewer, who overhears the exchange can guess on. */
    static final int MIN_ITERATIONS = 4096;

    /** The most that are accepted: some seconds of work, more than any server asks for; beyond, it is an attack. */
    static final int MAX_ITERATIONS = 10_000_000;

    private static final int NONCE_BYTES = 24;
    /** GS2 header "n,,": no channel binding, no authorization identity (RFC 5802 §7). */
    private static final String GS2_HEADER = "n,,";

    private final String hmac;
    private final String hash;
    private final String nonce;
    private final String firstBare;
    private final BooleanSupplier abandoned;
    private char @Nullable [] password;
    private byte @Nullable [] expectedSignature;
    private boolean proven;

    /**
     * An exchange about to begin.
     *
     * @param mechanism which SCRAM
     * @param user the account's name
     * @param password its password, overwritten when it has been used
     * @param nonce a nonce of printable ASCII without a comma
     * @param abandoned asked now and then while the key is derived, whether anybody still waits for it
     * @throws ScramException if the name or password can't be prepared
     */
    ScramExchange(SaslMechanism mechanism, String user, char[] password, String nonce, BooleanSupplier abandoned)
            throws ScramException {
        switch (mechanism) {
            case SCRAM_SHA_256 -> {
                this.hash = "SHA-256";
                this.hmac = "HmacSHA256";
            }
            case SCRAM_SHA_512 -> {
                this.hash = "SHA-512";
                this.hmac = "HmacSHA512";
            }
            default -> throw new IllegalArgumentException(mechanism + " is not a SCRAM mechanism");
        }
        this.nonce = nonce;
        this.abandoned = abandoned;
        String name = new String(prepared("name", user.toCharArray()));
        this.firstBare = "n=" + name.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
        this.password = prepared("password", password);
        Arrays.fill(password, '\0');
    }

    /** A nonce of 192 random bits. */
    static String nonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The client-first-message. */
    byte[] first() {
        return utf8(GS2_HEADER + firstBare);
    }

    /**
     * Takes the server-first-message and answers the client-final-message.
     *
     * @throws ScramException if it breaks a rule that protects the password
     */
    byte[] answer(byte[] serverFirst) throws ScramException {
        char[] secret = password;
        if (secret == null) {
            throw unproven("sent a second SCRAM challenge");
        }
        password = null;
        byte[] key = bytes(secret);
        try {
            String message = text(serverFirst);
            String[] parts = message.split(",", -1);
            String serverNonce = nonceOf(parts);
            byte[] salt = base64(attribute(parts, 1, 's'), "salt");
            int iterations = iterations(attribute(parts, 2, 'i'));
            byte[] salted = derive(key, salt, iterations);
            byte[] clientKey = mac(salted, utf8("Client Key"));
            byte[] storedKey = digest(clientKey);
            String finalBare = "c=" + Base64.getEncoder().encodeToString(utf8(GS2_HEADER)) + ",r=" + serverNonce;
            byte[] authMessage = utf8(firstBare + ',' + message + ',' + finalBare);
            byte[] proof = mac(storedKey, authMessage);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            byte[] serverKey = mac(salted, utf8("Server Key"));
            expectedSignature = mac(serverKey, authMessage);
            wipe(salted, clientKey, storedKey, serverKey);
            return utf8(finalBare + ",p=" + Base64.getEncoder().encodeToString(proof));
        } finally {
            wipe(key);
        }
    }

    /**
     * Takes the server-final-message.
     *
     * @throws ScramException if the controller refuses, or does not prove that it knows the key
     */
    void finish(byte[] serverFinal) throws ScramException {
        byte[] expected = expectedSignature;
        if (expected == null) {
            throw unproven("claimed success before the password was used");
        }
        expectedSignature = null;
        String[] parts = text(serverFinal).split(",", -1);
        if (parts[0].startsWith("e=")) {
            throw new ScramException(
                    Reason.CREDENTIALS_REFUSED, "refused the account or its password (" + printable(parts[0]) + ")");
        }
        byte[] signature = base64(attribute(parts, 0, 'v'), "signature");
        if (!MessageDigest.isEqual(expected, signature)) {
            throw unproven("could not prove that it knows the account's password");
        }
        proven = true;
    }

    /** Whether the server-first-message has been answered. */
    boolean isAnswered() {
        return password == null;
    }

    /** Whether the controller has proven that it knows the account's key. */
    boolean isProven() {
        return proven;
    }

    /** Overwrites what is left of the password. */
    void forget() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    private String nonceOf(String[] parts) throws ScramException {
        if (parts[0].startsWith("m=")) {
            // RFC 5802 §5.1: an extension that must be understood, and is not.
            throw unproven("asks for a SCRAM extension that this SDK does not know (m=)");
        }
        String serverNonce = attribute(parts, 0, 'r');
        if (!serverNonce.startsWith(nonce) || serverNonce.length() == nonce.length()) {
            throw unproven("did not add to this platform's nonce, so its answer may be an old one replayed");
        }
        if (!serverNonce.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw unproven("sent a nonce that is not printable ASCII");
        }
        return serverNonce;
    }

    private static int iterations(String text) throws ScramException {
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw unproven("sent an iteration count that is not one");
        }
        long iterations = Long.parseLong(text);
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw unproven("asks for " + iterations + " iterations, where " + MIN_ITERATIONS + " to " + MAX_ITERATIONS
                    + " are acceptable");
        }
        return (int) iterations;
    }

    private static String attribute(String[] parts, int index, char name) throws ScramException {
        if (parts.length <= index || !parts[index].startsWith(name + "=")) {
            throw unproven("sent a SCRAM message without " + name + "= where it belongs");
        }
        return parts[index].substring(2);
    }

    private static byte[] base64(String text, String what) throws ScramException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw unproven("sent a " + what + " that is not base64");
        }
        throw unproven("sent an empty " + what);
    }

    /** Hi() of RFC 5802 §2.2. Ours, because the JDK's can't be abandoned, and a controller chooses how long it takes. */
    private byte[] derive(byte[] key, byte[] salt, int iterations) throws ScramException {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key, hmac));
            mac.update(salt);
            mac.update(new byte[] {0, 0, 0, 1});
            byte[] u = mac.doFinal();
            byte[] result = u.clone();
            for (int i = 1; i < iterations; i++) {
                mac.update(u);
                mac.doFinal(u, 0);
                for (int j = 0; j < result.length; j++) {
                    result[j] ^= u[j];
                }
                if (i % MIN_ITERATIONS == 0 && abandoned.getAsBoolean()) {
                    throw unproven("asks for more iterations than fit into the connect timeout");
                }
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hmac + " is missing in this Java runtime", e);
        }
    }

    private byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key, hmac));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hmac + " is missing in this Java runtime", e);
        }
    }

    private byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance(hash).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hash + " is missing in this Java runtime", e);
        }
    }

    private static char[] prepared(String what, char[] text) throws ScramException {
        try {
            char[] prepared = SaslPrep.prepare(text);
            if (prepared.length > 0) {
                return prepared;
            }
        } catch (IllegalArgumentException e) {
            throw new ScramException(
                    Reason.CREDENTIALS_REFUSED, "was not asked: the " + what + " can't be used, " + e.getMessage());
        }
        throw new ScramException(Reason.CREDENTIALS_REFUSED, "was not asked: the " + what + " is empty");
    }

    private static byte[] bytes(char[] secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        wipe(encoded.array());
        Arrays.fill(secret, '\0');
        return bytes;
    }

    private static String text(byte[] message) throws ScramException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unproven("sent a SCRAM message that is not UTF-8");
        }
    }

    /** An error name of the controller's, fit for a message. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 80)).replaceAll("[^ -~]", "?");
    }

    private static ScramException unproven(String message) {
        return new ScramException(Reason.CONTROLLER_NOT_PROVEN, message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void wipe(byte[]... secrets) {
        for (byte[] secret : secrets) {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
