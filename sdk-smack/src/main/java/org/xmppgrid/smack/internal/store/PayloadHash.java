package org.xmppgrid.smack.internal.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells contents apart: SHA-256, because who publishes may not be able to make two reports look like one. */
final class PayloadHash {
    private PayloadHash() {}

    static byte[] of(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
