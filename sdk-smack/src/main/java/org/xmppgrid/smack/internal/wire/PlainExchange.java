package org.xmppgrid.smack.internal.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xmppgrid.sdk.Reason;

/** PLAIN (RFC 4616): the password itself, in UTF-8. The controller proves nothing but what its certificate does. */
final class PlainExchange implements SaslExchange {
    private final String user;
    private final char[] password;

    /**
     * An exchange about to begin.
     *
     * @param user the account's name
     * @param password its password, overwritten when it has been used
     */
    PlainExchange(String user, char[] password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public byte[] first() throws SaslFaultException {
        char[] prepared = SaslPrep.required("password", password);
        Arrays.fill(password, '\0');
        ByteBuffer secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(prepared));
        byte[] name = new String(SaslPrep.required("name", user.toCharArray())).getBytes(StandardCharsets.UTF_8);
        // No authorization identity: it is the account's own (RFC 4616 §2).
        byte[] message = new byte[name.length + 2 + secret.remaining()];
        System.arraycopy(name, 0, message, 1, name.length);
        secret.get(message, name.length + 2, secret.remaining());
        Arrays.fill(secret.array(), (byte) 0);
        Arrays.fill(prepared, '\0');
        return message;
    }

    @Override
    public byte[] answer(byte[] challenge) throws SaslFaultException {
        throw new SaslFaultException(Reason.PROTOCOL_VIOLATION, "challenges a login that has no more to say (PLAIN)");
    }

    @Override
    public void succeeded() {
        // RFC 4616 has nothing to check.
    }

    @Override
    public void failed() {
        Arrays.fill(password, '\0');
    }
}
