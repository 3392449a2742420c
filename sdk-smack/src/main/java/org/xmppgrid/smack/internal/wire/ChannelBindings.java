package org.xmppgrid.smack.internal.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The channel bindings that this platform can use on a TLS connection. What a Java runtime or another JSSE provider can
 * export is asked for by reflection: Java 17 has no name for it, and a provider is the host program's choice.
 */
final class ChannelBindings {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";
    /** RFC 9266 §2. */
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

    private static final int EXPORTER_BYTES = 32;
    private static final @Nullable Method EXPORT = export();

    private ChannelBindings() {}

    /**
     * The bindings of a connection.
     *
     * @param session its session, after the handshake
     * @param socket its socket, which providers other than the JDK's have to be asked
     * @return the bindings, the strongest first
     */
    static List<ChannelBinding> of(SSLSession session, Optional<SSLSocket> socket) {
        List<ChannelBinding> bindings = new ArrayList<>();
        switch (session.getProtocol()) {
            case TLS_1_3 ->
                exported(session)
                        .or(() -> socket.flatMap(tls -> ofBouncyCastle(tls, ChannelBinding.TLS_EXPORTER)))
                        .filter(data -> data.length == EXPORTER_BYTES)
                        .ifPresent(data -> bindings.add(new ChannelBinding(ChannelBinding.TLS_EXPORTER, data)));
            case TLS_1_2 ->
                socket.flatMap(tls -> ofBouncyCastle(tls, ChannelBinding.TLS_UNIQUE))
                        .filter(data -> data.length > 0)
                        .ifPresent(data -> bindings.add(new ChannelBinding(ChannelBinding.TLS_UNIQUE, data)));
            default -> {
                // No version that is ever agreed on.
            }
        }
        endPoint(session)
                .ifPresent(data -> bindings.add(new ChannelBinding(ChannelBinding.TLS_SERVER_END_POINT, data)));
        return List.copyOf(bindings);
    }

    /** Whether this Java runtime can export keying material itself: since Java 25. */
    static boolean exportsKeys() {
        return EXPORT != null;
    }

    private static Optional<byte[]> exported(SSLSession session) {
        if (EXPORT == null || !(session instanceof ExtendedSSLSession)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable((byte[]) EXPORT.invoke(session, EXPORTER_LABEL, new byte[0], EXPORTER_BYTES));
        } catch (ReflectiveOperationException e) {
            // A session of another provider has the method and not what it does; then the binding is not to be had.
            return Optional.empty();
        }
    }

    private static @Nullable Method export() {
        try {
            return ExtendedSSLSession.class.getMethod(
                    "exportKeyingMaterialData", String.class, byte[].class, int.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** What Bouncy Castle's BCSSLSocket.getConnection().getChannelBinding(type) says, if it is such a socket. */
    private static Optional<byte[]> ofBouncyCastle(SSLSocket socket, String type) {
        return superTypes(socket.getClass())
                .filter(candidate -> candidate.getName().equals("org.bouncycastle.jsse.BCSSLSocket"))
                .findFirst()
                .flatMap(bcSocket -> {
                    try {
                        Method connection = bcSocket.getMethod("getConnection");
                        Method binding = connection.getReturnType().getMethod("getChannelBinding", String.class);
                        return Optional.ofNullable((byte[]) binding.invoke(connection.invoke(socket), type));
                    } catch (InvocationTargetException e) {
                        // Its own way to say that it does not know the type.
                        return Optional.empty();
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(
                                "This version of Bouncy Castle's JSSE provider can't be asked for channel bindings", e);
                    }
                });
    }

    private static Stream<Class<?>> superTypes(Class<?> type) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                .flatMap(c -> Stream.concat(Stream.of(c), Stream.of(c.getInterfaces())));
    }

    private static Optional<byte[]> endPoint(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? endPoint(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            // No certificate, no end point: such a connection was refused long before.
            return Optional.empty();
        }
    }

    /** The hash of a certificate by RFC 5929 §4.1, or empty where that is undefined. */
    static Optional<byte[]> endPoint(X509Certificate certificate) {
        return CertificateHash.of(certificate).map(hash -> {
            try {
                return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(hash + " is missing in this Java runtime", e);
            }
        });
    }
}
