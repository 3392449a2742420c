package org.xmppgrid.iodef;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
