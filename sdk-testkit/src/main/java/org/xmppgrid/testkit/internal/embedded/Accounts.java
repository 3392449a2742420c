package org.xmppgrid.testkit.internal.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may log in, and with what. */
public final class Accounts {

    /** What a server keeps of a password (RFC 5802 §2.2: StoredKey and ServerKey). */
    record Verifier(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {}

    private record Key(String user, String mechanism) {}

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<Key, Verifier> verifiers = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final int iterations;
    private final String secret;

    Accounts(Map<String, String> passwords, int iterations, String secret) {
        passwords.forEach(this::put);
        this.iterations = iterations;
        this.secret = secret;
    }

    /**
     * Adds an account or changes its password.
     *
     * @param user the local part of its address
     * @param password its password
     */
    public void put(String user, String password) {
        String folded = fold(user);
        passwords.put(folded, password);
        verifiers.keySet().removeIf(key -> key.user().equals(folded));
    }

    /** Adds an account that doesn't exist yet; says whether it didn't. */
    boolean register(String user, String password, boolean approvalNeeded) {
        String folded = fold(user);
        if (approvalNeeded && !passwords.containsKey(folded)) {
            waiting.add(folded);
        }
        return passwords.putIfAbsent(folded, password) == null;
    }

    /**
     * Lets an account in that was waiting for it.
     *
     * @param user the local part of its address
     * @return whether it was waiting
     */
    public boolean approve(String user) {
        return waiting.remove(fold(user));
    }

    /**
     * Who waits for approval.
     *
     * @return the local parts of their addresses, sorted
     */
    public List<String> waiting() {
        return waiting.stream().sorted().toList();
    }

    boolean isWaiting(String user) {
        return waiting.contains(fold(user));
    }

    /**
     * The password of an account.
     *
     * @param user the local part of its address
     * @return the password, or {@code null} if there is no such account
     */
    public @Nullable String password(String user) {
        return passwords.get(fold(user));
    }

    /**
     * Whether there is such an account.
     *
     * @param user the local part of its address
     * @return whether it may log in
     */
    public boolean exists(String user) {
        return passwords.containsKey(fold(user));
    }

    boolean matches(String user, String password) {
        String expected = passwords.get(fold(user));
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    /** The verifier of an account; an unknown one has a constant, worthless verifier (RFC 5802 §9, user enumeration). */
    Verifier verifier(String user, Scram scram) {
        String folded = fold(user);
        String password = passwords.get(folded);
        return password == null
                ? derive(folded, secret, scram)
                : verifiers.computeIfAbsent(new Key(folded, scram.mechanism()), key -> derive(folded, password, scram));
    }

    private Verifier derive(String user, String password, Scram scram) {
        byte[] salt = Arrays.copyOf(scram.hmac(secret.getBytes(StandardCharsets.UTF_8), user), 16);
        return verifier(password, salt, iterations, scram);
    }

    static Verifier verifier(String password, byte[] salt, int iterations, Scram scram) {
        byte[] salted = scram.saltedPassword(password, salt, iterations);
        byte[] storedKey = scram.hash(scram.hmac(salted, "Client Key"));
        return new Verifier(salt, iterations, storedKey, scram.hmac(salted, "Server Key"));
    }

    /** Puts a verifier that was made elsewhere, with a salt of its own. */
    void put(String user, Scram scram, Verifier verifier) {
        verifiers.put(new Key(fold(user), scram.mechanism()), verifier);
    }

    private static String fold(String user) {
        return user.toLowerCase(Locale.ROOT);
    }
}
