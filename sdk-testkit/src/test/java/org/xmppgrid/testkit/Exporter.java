package org.xmppgrid.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

/** The channel binding {@code tls-exporter} (RFC 9266) as a client of its own sees it, where the JDK can. */
final class Exporter {

    private static final Optional<Method> METHOD = Arrays.stream(ExtendedSSLSession.class.getMethods())
            .filter(method -> method.getName().equals("exportKeyingMaterialData"))
            .findFirst();

    private Exporter() {}

    static boolean isThere() {
        return METHOD.isPresent();
    }

    static byte[] binding(SSLSession session) {
        try {
            return (byte[]) METHOD.orElseThrow().invoke(session, "EXPORTER-Channel-Binding", new byte[0], 32);
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError("no keying material", failed);
        }
    }
}
