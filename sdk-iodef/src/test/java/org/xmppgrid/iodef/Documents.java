package org.xmppgrid.iodef;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The documents of the RFCs, as text. */
final class Documents {
    static final String MINIMAL = "rfc7970-7.1-minimal.xml";
    static final String PUBLISHED = "rfc8600-6-publish-payload.xml";
    static final String DDOS = "rfc8274-B.2-ddos.xml";

    static final List<String> ALL = List.of(
            MINIMAL,
            "rfc7970-7.2-campaign-indicators.xml",
            "rfc8274-B.1-malware-delivery-url.xml",
            DDOS,
            "rfc8274-B.3-spear-phishing.xml",
            "rfc8274-B.4-malware.xml",
            "rfc8274-B.5-iot-malware.xml",
            PUBLISHED,
            "rfc8600-6-event-payload.xml");

    static final String EVERY_CLASS_V1 = "../v1/every-class.xml";

    /** Documents of version 1 (RFC 5070): those of the RFCs, and one that has every class. */
    static final Set<String> VERSION_1 = new TreeSet<>(Set.of(
            EVERY_CLASS_V1,
            "rfc5070-7.1-worm.xml",
            "rfc5070-7.2-recon.xml",
            "rfc5070-7.3-botnet.xml",
            "rfc5070-7.4-watchlist.xml",
            "rfc5901-phish-1.xml",
            "rfc5901-phish-2.xml",
            "rfc5941-thraud.xml",
            "rfc7203-5.1-sci-mmdef.xml"));

    private Documents() {}

    static String text(String name) {
        try (InputStream in = Documents.class.getResourceAsStream("rfc/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No test document " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document whose one incident has what it must have, and what may follow the contact. */
    static String withIncident(String afterTheContact) {
        return document("", "", afterTheContact);
    }

    /** The same with what may stand between the time and the contact. */
    static String withAssessment(String beforeTheContact) {
        return document("", beforeTheContact, "");
    }

    /** The same with attributes of the incident. */
    static String withAttributes(String attributes) {
        return document(attributes, "", "");
    }

    private static String document(String attributes, String beforeTheContact, String afterTheContact) {
        return "<IODEF-Document version=\"2.00\" xml:lang=\"en\" xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\">"
                + "<Incident purpose=\"reporting\"" + attributes + ">"
                + "<IncidentID name=\"csirt.example.com\">492382</IncidentID>"
                + "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
                + beforeTheContact
                + "<Contact type=\"organization\" role=\"creator\"><ContactName>CSIRT</ContactName></Contact>"
                + afterTheContact
                + "</Incident></IODEF-Document>";
    }
}
