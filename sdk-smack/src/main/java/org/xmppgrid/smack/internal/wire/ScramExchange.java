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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Reason;

/**
 * The client's side of one SCRAM exchange (RFC 5802 §5, RFC 7677). The controller is believed only once it has proven
 * that it knows the account's key ({@link #isProven()}); anything that it says out of turn ends the exchange.
 */
final class ScramExchange implements SaslExchange {
    private static final int NONCE_BYTES = 24;
    /** How many iterations pass between two looks at whether anybody still waits for the result. */
    private static final int STRIDE = 4096;

    private final ScramTerms terms;
    private final String hmac;
    private final String hash;
    private final String nonce;
    private final String firstBare;
    private final BooleanSupplier abandoned;
    private char @Nullable [] password;
    private byte @Nullable [] salted;
    private SaltedKeys.@Nullable Name keyName;
    private byte @Nullable [] expectedSignature;
    private boolean proven;

    /**
     * An exchange about to begin.
     *
     * @param terms the mechanism and its bounds
     * @param user the account's name
     * @param password its password, overwritten, also if it can't be used
     * @param nonce a nonce of printable ASCII without a comma
     * @param abandoned asked now and then while the key is derived, whether anybody still waits for it
     * @throws SaslFaultException if the name or password can't be prepared
     */
    ScramExchange(ScramTerms terms, String user, char[] password, String nonce, BooleanSupplier abandoned)
            throws SaslFaultException {
        switch (terms.choice().mechanism()) {
            case SCRAM_SHA_1, SCRAM_SHA_1_PLUS -> {
                this.hash = "SHA-1";
                this.hmac = "HmacSHA1";
            }
            case SCRAM_SHA_256, SCRAM_SHA_256_PLUS -> {
                this.hash = "SHA-256";
                this.hmac = "HmacSHA256";
            }
            case SCRAM_SHA_512, SCRAM_SHA_512_PLUS -> {
                this.hash = "SHA-512";
                this.hmac = "HmacSHA512";
            }
            default -> throw new IllegalArgumentException(terms.choice().mechanism() + " is not a SCRAM mechanism");
        }
        this.terms = terms;
        this.nonce = nonce;
        this.abandoned = abandoned;
        try {
            String name = new String(SaslPrep.required("name", user.toCharArray()));
            this.firstBare = "n=" + name.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
            this.password = SaslPrep.required("password", password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** A nonce of 192 random bits. */
    static String nonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The client-first-message. */
    @Override
    public byte[] first() {
        return utf8(terms.choice().gs2Header() + firstBare);
    }

    /** Takes the server-first-message and answers the client-final-message; then takes the server-final-message. */
    @Override
    public byte @Nullable [] answer(byte[] challenge) throws SaslFaultException {
        if (!isAnswered()) {
            return last(challenge);
        }
        finish(challenge);
        return null;
    }

    /**
     * Takes the server-first-message and answers the client-final-message.
     *
     * @throws SaslFaultException if it breaks a rule that protects the password
     */
    byte[] last(byte[] serverFirst) throws SaslFaultException {
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
            checkOffer(parts);
            byte[] saltedPassword = saltedPassword(key, salt, iterations);
            salted = saltedPassword;
            byte[] clientKey = mac(saltedPassword, utf8("Client Key"));
            byte[] storedKey = digest().digest(clientKey);
            String finalBare = "c=" + Base64.getEncoder().encodeToString(bindingInput()) + ",r=" + serverNonce;
            byte[] authMessage = utf8(firstBare + ',' + message + ',' + finalBare);
            byte[] proof = mac(storedKey, authMessage);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            byte[] serverKey = mac(saltedPassword, utf8("Server Key"));
            expectedSignature = mac(serverKey, authMessage);
            wipe(clientKey, storedKey, serverKey);
            return utf8(finalBare + ",p=" + Base64.getEncoder().encodeToString(proof));
        } finally {
            wipe(key);
        }
    }

    /** RFC 5802 §7, cbind-input: the GS2 header and what it names. */
    private byte[] bindingInput() {
        byte[] header = utf8(terms.choice().gs2Header());
        byte[] data = terms.choice().binding().map(ChannelBinding::data).orElseGet(() -> new byte[0]);
        byte[] input = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, input, header.length, data.length);
        return input;
    }

    /** XEP-0474 §4.2, before any work is done and anything is sent that depends on the password. */
    private void checkOffer(String[] parts) throws SaslFaultException {
        for (int i = 3; i < parts.length; i++) {
            if (parts[i].startsWith("h=") && !OfferHash.matches(parts[i].substring(2), terms.offer(), digest())) {
                throw new SaslFaultException(
                        Reason.DOWNGRADE_DETECTED,
                        "made another offer than the one that arrived here, which was mechanisms "
                                + terms.offer().mechanisms()
                                + terms.offer()
                                        .bindings()
                                        .map(bindings -> " and channel bindings " + bindings)
                                        .orElse(""));
            }
        }
    }

    private byte[] saltedPassword(byte[] key, byte[] salt, int iterations) throws SaslFaultException {
        SaltedKeys.Name name = terms.keys().name(hmac, salt, iterations, key);
        keyName = name;
        Optional<byte[]> known = terms.keys().find(name);
        return known.isPresent() ? known.get() : derive(key, salt, iterations);
    }

    /**
     * Takes the server-final-message.
     *
     * @throws SaslFaultException if the controller refuses, or does not prove that it knows the key
     */
    void finish(byte[] serverFinal) throws SaslFaultException {
        byte[] expected = expectedSignature;
        if (expected == null) {
            throw unproven("claimed success before the password was used");
        }
        expectedSignature = null;
        String[] parts = text(serverFinal).split(",", -1);
        if (parts[0].equals("e=server-does-support-channel-binding")) {
            throw new SaslFaultException(
                    Reason.DOWNGRADE_DETECTED, "does offer channel binding, which the offer that arrived here did not");
        }
        if (parts[0].equals("e=channel-bindings-dont-match")) {
            throw unproven("sees another TLS connection than this platform does, so somebody is in between");
        }
        if (parts[0].startsWith("e=")) {
            throw new SaslFaultException(
                    Reason.CREDENTIALS_REFUSED, "refused the account or its password (" + printable(parts[0]) + ")");
        }
        byte[] signature = base64(attribute(parts, 0, 'v'), "signature");
        if (!MessageDigest.isEqual(expected, signature)) {
            throw unproven("could not prove that it knows the account's password");
        }
        proven = true;
        byte[] key = salted;
        SaltedKeys.Name name = keyName;
        if (key != null && name != null) {
            terms.keys().keep(name, key);
            wipe(key);
        }
    }

    @Override
    public void succeeded() throws SaslFaultException {
        if (!proven) {
            throw unproven("claims success without proving that it knows the account's password");
        }
    }

    /** Whether the server-first-message has been answered. */
    boolean isAnswered() {
        return password == null;
    }

    /** Whether the controller has proven that it knows the account's key. */
    boolean isProven() {
        return proven;
    }

    /** Overwrites what is left of the password, and forgets the key: it may be of a password that was changed since. */
    @Override
    public void failed() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
        if (salted != null) {
            wipe(salted);
        }
        if (keyName != null) {
            terms.keys().forget(keyName);
        }
    }

    private String nonceOf(String[] parts) throws SaslFaultException {
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

    private int iterations(String text) throws SaslFaultException {
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw unproven("sent an iteration count that is not one");
        }
        long iterations = Long.parseLong(text);
        int least = terms.policy().minIterations();
        int most = terms.policy().maxIterations();
        if (iterations < least || iterations > most) {
            throw unproven("asks for " + iterations + " iterations, where " + least + " to " + most
                    + " are acceptable by the policy");
        }
        return (int) iterations;
    }

    private static String attribute(String[] parts, int index, char name) throws SaslFaultException {
        if (parts.length <= index || !parts[index].startsWith(name + "=")) {
            throw unproven("sent a SCRAM message without " + name + "= where it belongs");
        }
        return parts[index].substring(2);
    }

    private static byte[] base64(String text, String what) throws SaslFaultException {
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
    private byte[] derive(byte[] key, byte[] salt, int iterations) throws SaslFaultException {
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
                if (i % STRIDE == 0 && abandoned.getAsBoolean()) {
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

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hash + " is missing in this Java runtime", e);
        }
    }

    private static byte[] bytes(char[] secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        wipe(encoded.array());
        Arrays.fill(secret, '\0');
        return bytes;
    }

    private static String text(byte[] message) throws SaslFaultException {
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

    private static SaslFaultException unproven(String message) {
        return new SaslFaultException(Reason.CONTROLLER_NOT_PROVEN, message);
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
