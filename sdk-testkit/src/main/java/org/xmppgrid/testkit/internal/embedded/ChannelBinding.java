package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

/** The types of channel binding that this grid knows, each with the data of one connection. */
public enum ChannelBinding {
    /** Keying material that only the two ends of this connection can have (RFC 9266). */
    TLS_EXPORTER("tls-exporter") {
        @Override
        Optional<byte[]> data(ServerTls.Secured channel) {
            return exported(channel.socket().getSession());
        }
    },
    /** The hash of the server's certificate (RFC 5929 §4). */
    TLS_SERVER_END_POINT("tls-server-end-point") {
        @Override
        Optional<byte[]> data(ServerTls.Secured channel) {
            return endPoint(channel.shown());
        }
    };

    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTER_BYTES = 32;
    private static final Optional<Method> EXPORTER = exporter();

    private final String type;

    ChannelBinding(String type) {
        this.type = type;
    }

    /**
     * The name of the type.
     *
     * @return as IANA registers it
     */
    public String type() {
        return type;
    }

    /** What the two ends of a connection have in common; empty if there is no such thing on it. */
    abstract Optional<byte[]> data(ServerTls.Secured channel);

    /** The JDK has it since 25; this code runs on 17. */
    private static Optional<Method> exporter() {
        try {
            return Optional.of(ExtendedSSLSession.class.getMethod(
                    "exportKeyingMaterialData", String.class, byte[].class, int.class));
        } catch (NoSuchMethodException older) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> exported(SSLSession session) {
        if (EXPORTER.isEmpty() || !(session instanceof ExtendedSSLSession)) {
            return Optional.empty();
        }
        try {
            // RFC 9266 §2: the context is empty, which before TLS 1.3 is not the same as none.
            return Optional.of((byte[]) EXPORTER.get().invoke(session, EXPORTER_LABEL, new byte[0], EXPORTER_BYTES));
        } catch (InvocationTargetException notOnThisConnection) {
            return Optional.empty();
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException("the JDK's exporter can't be called", closed);
        }
    }

    private static Optional<byte[]> endPoint(X509Certificate certificate) {
        try {
            Optional<String> hash = hash(certificate);
            return hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException(
                    "no hash of the certificate of " + certificate.getSubjectX500Principal(), unreadable);
        }
    }

    /**
     * The hash of the certificate's signature, or SHA-256 in place of MD5 and SHA-1 (RFC 5929 §4.1). There is none for
     * a signature without a single hash, such as Ed25519: the binding is undefined.
     */
    static Optional<String> hash(X509Certificate certificate) throws GeneralSecurityException, IOException {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String hash;
        if (algorithm.contains("PSS")) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            hash = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } else if (algorithm.contains("WITH")) {
            hash = algorithm.substring(0, algorithm.indexOf("WITH"));
        } else {
            return Optional.empty();
        }
        return Optional.of(
                switch (hash) {
                    case "MD5", "SHA1", "SHA-1", "SHA256" -> "SHA-256";
                    case "SHA224" -> "SHA-224";
                    case "SHA384" -> "SHA-384";
                    case "SHA512" -> "SHA-512";
                    default -> hash;
                });
    }
}
