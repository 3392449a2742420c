package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;

/** The documents of the RFCs that an XMPP-Grid is made to carry, and small ones like them. */
final class Documents {
    static final String IODEF = "urn:ietf:params:xml:ns:iodef-2.0";

    /** IODEF documents as they are: the suite looks at what a broker does to them, not at what they say. */
    static final PayloadType<RawPayload> TYPE = RawPayload.type(IODEF, "IODEF-Document");

    /** The incident that RFC 8600 §6 publishes. */
    static final String EXAMPLE = "rfc8600-6-publish-payload.xml";

    /** The incidents of RFC 7970 §7, RFC 8274 appendix B and RFC 8600 §6. */
    static final List<String> ALL = List.of(
            "rfc7970-7.1-minimal.xml",
            "rfc7970-7.2-campaign-indicators.xml",
            "rfc8274-B.1-malware-delivery-url.xml",
            "rfc8274-B.2-ddos.xml",
            "rfc8274-B.3-spear-phishing.xml",
            "rfc8274-B.4-malware.xml",
            "rfc8274-B.5-iot-malware.xml",
            EXAMPLE);

    /** What is easily lost on the way: each line of it is legal XML that some broker or client is known to damage. */
    static final String DELICATE = """
            <i:IODEF-Document version="2.00" xml:lang="en" xmlns:i="urn:ietf:params:xml:ns:iodef-2.0"\
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x a.xsd">\
            <i:Incident purpose="reporting">\
            <i:IncidentID name="csirt.example.com">\u00e9\u20ac\ud83d\ude00 &lt;&amp;&gt; ]]&gt;</i:IncidentID>\
            <i:AdditionalData dtype="xml"><x:any xmlns:x="urn:example:x" x:same="1" same="2" empty="">\
            <x:any xmlns:x="urn:example:inner" xml:lang="de"> mixed <b xmlns="">text</b> </x:any></x:any>\
            <plain xmlns="">quote &quot; and apostrophe '</plain></i:AdditionalData>\
            </i:Incident></i:IODEF-Document>""";

    /** A prefix that only the content of an attribute uses: who drops its declaration changes what is said. */
    static final String QNAME_IN_CONTENT = "<IODEF-Document version=\"2.00\" xmlns=\"" + IODEF + "\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xs:string\"/>";

    private Documents() {}

    static String text(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no document " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawPayload payload(String name) {
        return RawPayload.of(text(name));
    }

    /** A small incident that is told from others by its number. */
    static RawPayload incident(int number) {
        return RawPayload.of("<IODEF-Document version=\"2.00\" xml:lang=\"en\" xmlns=\"" + IODEF + "\">"
                + "<Incident purpose=\"reporting\"><IncidentID name=\"csirt.example.com\">" + number
                + "</IncidentID><GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
                + "<Contact type=\"organization\" role=\"creator\"><ContactName>CSIRT</ContactName></Contact>"
                + "</Incident></IODEF-Document>");
    }
}
