package org.xmppgrid.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A login by SCRAM-SHA-256-PLUS, by hand, bound to the certificate of the server (RFC 5802, RFC 5929 §4.1). */
final class EndPointLogin {

    private static final String GS2 = "p=tls-server-end-point,,";
    private static final Pattern CHALLENGE = Pattern.compile("<challenge[^>]*>([^<]*)</challenge>");

    private EndPointLogin() {}

    /** What the server answers to a client that believes to have seen the given certificate. */
    static String with(StartTls client, Account account, X509Certificate seen)
            throws IOException, GeneralSecurityException {
        String user = account.address().substring(0, account.address().indexOf('@'));
        String first = "n=" + user + ",r=only-for-this-test";
        client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256-PLUS'>"
                + encode((GS2 + first).getBytes(StandardCharsets.UTF_8)) + "</auth>");
        String challenge = decoded(client.read("</challenge>"));

        byte[] salt = Base64.getDecoder().decode(attribute(challenge, 's'));
        int iterations = Integer.parseInt(attribute(challenge, 'i'));
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(account.password().toCharArray(), salt, iterations, 256))
                .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        String unproven = "c=" + encode(binding(seen)) + ",r=" + attribute(challenge, 'r');
        byte[] proof = hmac(storedKey, first + "," + challenge + "," + unproven);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        client.send("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                + encode((unproven + ",p=" + encode(proof)).getBytes(StandardCharsets.UTF_8)) + "</response>");
        return client.read(">");
    }

    private static byte[] binding(X509Certificate seen) throws GeneralSecurityException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(GS2.getBytes(StandardCharsets.UTF_8));
        data.writeBytes(MessageDigest.getInstance("SHA-256").digest(seen.getEncoded()));
        return data.toByteArray();
    }

    private static String decoded(String xml) throws IOException {
        Matcher matcher = CHALLENGE.matcher(xml);
        if (!matcher.find()) {
            throw new IOException("no challenge in " + xml);
        }
        return new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
    }

    private static String attribute(String message, char name) {
        for (String part : message.split(",")) {
            if (part.startsWith(name + "=")) {
                return part.substring(2);
            }
        }
        throw new IllegalArgumentException("no " + name + " in the challenge");
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
