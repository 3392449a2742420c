package org.xmppgrid.testkit.internal.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of SCRAM (RFC 5802 §3) for one hash function.
 *
 * @param mechanism the name of the mechanism
 * @param hash the JDK's name of the hash function
 * @param hmac the JDK's name of the HMAC with it
 */
public record Scram(String mechanism, String hash, String hmac) {

    /** SCRAM-SHA-1 (RFC 5802). */
    public static final Scram SHA_1 = new Scram("SCRAM-SHA-1", "SHA-1", "HmacSHA1");
    /** SCRAM-SHA-256 (RFC 7677). */
    public static final Scram SHA_256 = new Scram("SCRAM-SHA-256", "SHA-256", "HmacSHA256");
    /** SCRAM-SHA-512. */
    public static final Scram SHA_512 = new Scram("SCRAM-SHA-512", "SHA-512", "HmacSHA512");

    /**
     * The hash functions by the names of their mechanisms, strongest first.
     *
     * @return all that is known
     */
    public static Map<String, Scram> all() {
        Map<String, Scram> all = new LinkedHashMap<>();
        for (Scram scram : new Scram[] {SHA_512, SHA_256, SHA_1}) {
            all.put(scram.mechanism(), scram);
        }
        return all;
    }

    /** {@code Hi(str, salt, i)}. */
    public byte[] saltedPassword(String password, byte[] salt, int iterations) {
        byte[] block = new byte[salt.length + 4];
        System.arraycopy(salt, 0, block, 0, salt.length);
        block[block.length - 1] = 1;
        byte[] key = password.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = mac(key);
            byte[] u = mac.doFinal(block);
            byte[] result = u.clone();
            for (int i = 1; i < iterations; i++) {
                u = mac.doFinal(u);
                for (int j = 0; j < result.length; j++) {
                    result[j] ^= u[j];
                }
            }
            return result;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + hmac, missing);
        }
    }

    /** {@code HMAC(key, text)}. */
    public byte[] hmac(byte[] key, String text) {
        try {
            return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + hmac, missing);
        }
    }

    /** {@code H(bytes)}. */
    public byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash).digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + hash, missing);
        }
    }

    private Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(hmac);
        mac.init(new SecretKeySpec(key, hmac));
        return mac;
    }

    /** {@code a XOR b}. */
    public static byte[] xor(byte[] a, byte[] b) {
        byte[] result = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (byte) (a[i] ^ b[i]);
        }
        return result;
    }

    /** What {@code c=} carries (RFC 5802 §7): the GS2 header and the data of the channel. */
    static byte[] bound(String gs2, byte[] binding) {
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(header, header.length + binding.length);
        System.arraycopy(binding, 0, all, header.length, binding.length);
        return all;
    }

    /** The attributes of a SCRAM message, by their letters. */
    public static Map<String, String> attributes(String message) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : message.split(",")) {
            if (part.length() >= 2 && part.charAt(1) == '=') {
                attributes.put(part.substring(0, 1), part.substring(2));
            }
        }
        return attributes;
    }
}
