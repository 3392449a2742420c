package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of SCRAM (RFC 5802), written from the RFC over the JDK's own PBKDF2; it can be made to cheat. */
final class ServerScram {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final String hash;
    private final String password;
    private final byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private final boolean plus;

    int iterations = 4096;
    /** What this end takes for the channel's binding of a type. */
    Binding binding = type -> {
        throw new AssertionError("No binding " + type);
    };

    UnaryOperator<String> tamperFirst = first -> first;
    UnaryOperator<String> tamperFinal = last -> last;

    String header = "";
    private String clientFirstBare = "";
    private String serverFirst = "";

    ServerScram(String mechanism, String password) {
        this.hash = mechanism.substring("SCRAM-SHA-".length()).replace("-PLUS", "");
        this.plus = mechanism.endsWith("-PLUS");
        this.password = password;
    }

    /** Knows the bytes of a channel binding. */
    interface Binding {
        byte[] of(String type);
    }

    String user() {
        return clientFirstBare.substring(2, clientFirstBare.indexOf(','));
    }

    String first(String clientFirst) {
        header = clientFirst.substring(0, clientFirst.indexOf("n=", clientFirst.indexOf(',')));
        if (!header.matches(plus ? "p=[a-z-]+,," : "[ny],,")) {
            throw new AssertionError("Not a header for " + (plus ? "" : "no ") + "channel binding: " + header);
        }
        clientFirstBare = clientFirst.substring(header.length());
        String nonce = clientFirstBare.substring(clientFirstBare.indexOf(",r=") + 3);
        serverFirst = tamperFirst.apply(
                "r=" + nonce + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=" + BASE64.encodeToString(salt) + ",i=" + iterations);
        return serverFirst;
    }

    /** The server-final-message: a signature if the proof is right, otherwise an error. */
    String last(String clientFinal) {
        try {
            if (!clientFinal.startsWith("c=" + BASE64.encodeToString(bindingInput()) + ",r=")) {
                return "e=channel-bindings-dont-match";
            }
            int at = clientFinal.indexOf(",p=");
            byte[] proof = Base64.getDecoder().decode(clientFinal.substring(at + 3));
            byte[] authMessage = utf8(clientFirstBare + "," + serverFirst + "," + clientFinal.substring(0, at));
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + hash)
                    .generateSecret(new PBEKeySpec(
                            password.toCharArray(), salt, iterations, hash.equals("1") ? 160 : Integer.parseInt(hash)))
                    .getEncoded();
            byte[] storedKey = MessageDigest.getInstance("SHA-" + hash).digest(hmac(salted, utf8("Client Key")));
            byte[] clientKey = hmac(storedKey, authMessage);
            for (int i = 0; i < clientKey.length; i++) {
                clientKey[i] ^= proof[i];
            }
            if (!Arrays.equals(
                    storedKey, MessageDigest.getInstance("SHA-" + hash).digest(clientKey))) {
                return "e=invalid-proof";
            }
            return tamperFinal.apply("v=" + BASE64.encodeToString(hmac(hmac(salted, utf8("Server Key")), authMessage)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bindingInput() {
        byte[] first = utf8(header);
        byte[] data = plus ? binding.of(header.substring(2, header.indexOf(','))) : new byte[0];
        byte[] input = Arrays.copyOf(first, first.length + data.length);
        System.arraycopy(data, 0, input, first.length, data.length);
        return input;
    }

    private byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA" + hash);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
