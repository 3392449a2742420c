package org.xmppgrid.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The documents that the benchmarks read and write: two of the RFCs, and a large one made of the larger of them. */
final class BenchDocuments {
    private static final int LARGE = 800 * 1024;

    private BenchDocuments() {}

    static byte[] bytes(String name) {
        return switch (name) {
            case "minimal" -> resource("rfc7970-7.1-minimal.xml").getBytes(StandardCharsets.UTF_8);
            case "B.4" -> resource("rfc8274-B.4-malware.xml").getBytes(StandardCharsets.UTF_8);
            case "large" -> large().getBytes(StandardCharsets.UTF_8);
            default -> throw new IllegalArgumentException("No document " + name);
        };
    }

    /** One report of many incidents: RFC 8274 B.4's again and again, with identifiers of its own in each. */
    private static String large() {
        String document = resource("rfc8274-B.4-malware.xml");
        int start = document.indexOf("<iodef:Incident ");
        int end = document.lastIndexOf("</");
        String incident = document.substring(start, end);
        StringBuilder large = new StringBuilder(document.substring(0, start));
        for (int i = 1; large.length() + incident.length() < LARGE; i++) {
            large.append(incident.replaceAll("(observable-id|uid-ref)=\"([^\"]*)\"", "$1=\"i" + i + "-$2\"")
                    .replaceAll("(<iodef:IndicatorID [^>]*>\\s*)", "$1i" + i + "-"));
        }
        return large.append(document.substring(end)).toString();
    }

    private static String resource(String name) {
        try (InputStream in = BenchDocuments.class.getResourceAsStream("/org/xmppgrid/samples/incidents/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No document " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
