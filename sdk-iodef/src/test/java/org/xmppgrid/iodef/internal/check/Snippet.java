package org.xmppgrid.iodef.internal.check;

import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.value.Finding;

/** A valid document with a place for what a test is about. */
final class Snippet {
    static final String CONTACT =
            "<Contact type='organization' role='creator'><ContactName>CSIRT</ContactName></Contact>";

    private static final String ID = "<IncidentID name='csirt.example.com'>492382</IncidentID>";
    private static final String TIME = "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>";

    private Snippet() {}

    static List<Finding> findings(String document) {
        return Iodef.validate(Iodef.read(document));
    }

    /** What the schema says of the document as it is, before the model drops what it has no room for. */
    static List<Finding> schemaFindings(String document) {
        try {
            XMLStreamReader reader = Parsers.reader(new StringReader(document));
            SchemaWatch watch = new SchemaWatch();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> watch.start(reader);
                    case XMLStreamConstants.END_ELEMENT -> watch.end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> watch.text(reader);
                    default -> {
                        // not for a schema
                    }
                }
            }
            return watch.findings();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String document(String attributes, String content) {
        return "<IODEF-Document xmlns='urn:ietf:params:xml:ns:iodef-2.0' xmlns:ds='http://www.w3.org/2000/09/xmldsig#'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                + " xmlns:sci='urn:ietf:params:xml:ns:iodef-sci-1.0' " + attributes + ">" + content
                + "</IODEF-Document>";
    }

    static String document(String incident) {
        return document("version='2.00' xml:lang='en'", incident);
    }

    static String incident(String attributes, String beforeTheContact, String afterTheContact) {
        return document("<Incident " + attributes + ">" + ID + TIME + beforeTheContact + CONTACT + afterTheContact
                + "</Incident>");
    }

    /** With what may stand after the contacts of an incident. */
    static String after(String content) {
        return incident("purpose='reporting'", "", content);
    }

    /** With what may stand before the contacts of an incident. */
    static String before(String content) {
        return incident("purpose='reporting'", content, "");
    }

    static String event(String content) {
        return after("<EventData>" + content + "</EventData>");
    }

    static String systems(String systems) {
        return event("<Flow>" + systems + "</Flow>");
    }

    static String node(String content) {
        return systems("<System category='source'><Node>" + content + "</Node></System>");
    }

    static String service(String attributes, String content) {
        return systems(
                "<System category='source'><Node><Address category='ipv4-addr'>192.0.2.1</Address></Node><Service "
                        + attributes + ">" + content + "</Service></System>");
    }

    static String record(String content) {
        return event("<Record><RecordData>" + content + "</RecordData></Record>");
    }

    static String hashes(String scope, String content) {
        return record("<FileData><File><HashData scope='" + scope + "'>" + content + "</HashData></File></FileData>");
    }

    /** The hash of an algorithm with as many bytes as given, all zero. */
    static String hash(String algorithm, int bytes, String more) {
        return "<Hash><ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#" + algorithm + "'/><ds:DigestValue>"
                + java.util.Base64.getEncoder().encodeToString(new byte[bytes]) + "</ds:DigestValue>" + more
                + "</Hash>";
    }

    /** With an indicator that has what is given. */
    static String indicator(String content) {
        return after(indicators(content));
    }

    static String indicators(String content) {
        return "<IndicatorData><Indicator><IndicatorID name='csirt.example.com' version='1'>ind-1</IndicatorID>"
                + content + "</Indicator></IndicatorData>";
    }

    static String bulk(String type, String format, String lines) {
        return indicator("<Observable><BulkObservable type='" + type + "'>" + format + "<BulkObservableList>" + lines
                + "</BulkObservableList></BulkObservable></Observable>");
    }

    /** Two observables and what an expression with an operator makes of the terms. */
    static String expression(String attributes, String terms) {
        return indicator("<IndicatorExpression " + attributes + ">" + terms + "</IndicatorExpression>");
    }

    static String observable(int number) {
        return "<Observable><Address category='ipv4-addr'>192.0.2." + number + "</Address></Observable>";
    }
}
