package org.xmppgrid.smack.internal.wire;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers what SCRAM derives from passwords (RFC 5802 §5.1 allows it), so that the work of many iterations is not done
 * anew at every login of one session. It never holds a password: a key is found by hash function, salt, iterations and an
 * HMAC of the prepared password under a random key of this object's own, so that another password finds nothing, and
 * what is held here is worth nothing without trying passwords out. Bounded; overwritten when it is closed. Thread-safe.
 */
public final class SaltedKeys implements AutoCloseable {
    private static final int MOST = 8;
    private static final String TAG_HMAC = "HmacSHA256";

    /** Which key: nothing in it is secret. */
    record Name(String hmac, String salt, int iterations, String passwordTag) {
        @Override
        public String toString() {
            return hmac + ", " + iterations + " iterations";
        }
    }

    private final byte[] tagKey = new byte[32];
    private final Map<Name, byte[]> keys = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** An empty memory. */
    public SaltedKeys() {
        new SecureRandom().nextBytes(tagKey);
    }

    /** What a key is found by. */
    Name name(String hmac, byte[] salt, int iterations, byte[] preparedPassword) {
        try {
            Mac mac = Mac.getInstance(TAG_HMAC);
            mac.init(new SecretKeySpec(tagKey, TAG_HMAC));
            Base64.Encoder base64 = Base64.getEncoder();
            return new Name(
                    hmac,
                    base64.encodeToString(salt),
                    iterations,
                    base64.encodeToString(mac.doFinal(preparedPassword)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TAG_HMAC + " is missing in this Java runtime", e);
        }
    }

    /** A copy of a key, or empty if it is not known. */
    synchronized Optional<byte[]> find(Name name) {
        return Optional.ofNullable(keys.get(name)).map(byte[]::clone);
    }

    /** Remembers a copy of a key that a login has proven, and forgets the one that was not used for longest. */
    synchronized void keep(Name name, byte[] key) {
        if (closed) {
            return;
        }
        forget(name);
        keys.put(name, key.clone());
        if (keys.size() > MOST) {
            forget(keys.keySet().iterator().next());
        }
    }

    /** Forgets a key with which a login failed. */
    synchronized void forget(Name name) {
        byte[] old = keys.remove(name);
        if (old != null) {
            Arrays.fill(old, (byte) 0);
        }
    }

    synchronized int size() {
        return keys.size();
    }

    /** Overwrites all keys, and remembers none from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        keys.clear();
    }

    /** How many, and nothing secret. */
    @Override
    public String toString() {
        return "SaltedKeys[" + size() + "]";
    }
}
