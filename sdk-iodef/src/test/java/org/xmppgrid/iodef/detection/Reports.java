package org.xmppgrid.iodef.detection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

/** Documents to detect things with. */
final class Reports {
    private Reports() {}

    static IodefDocument rfc(String name) {
        try (InputStream in = Reports.class.getResourceAsStream("/org/xmppgrid/iodef/rfc/" + name + ".xml")) {
            return Iodef.read(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One incident that anybody may see. */
    static IodefDocument incident(String content) {
        return Iodef.read("<IODEF-Document version='2.00' xml:lang='en' xmlns='urn:ietf:params:xml:ns:iodef-2.0'"
                + " xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>"
                + "<Incident purpose='watch' restriction='public'><IncidentID name='csirt.example.com'>1</IncidentID>"
                + "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
                + "<Contact type='organization' role='creator'><ContactName>CSIRT</ContactName>"
                + "<Email><EmailTo>contact@csirt.example.com</EmailTo></Email></Contact>" + content
                + "</Incident></IODEF-Document>");
    }

    static IodefDocument indicators(String... indicators) {
        return incident("<IndicatorData>" + String.join("", indicators) + "</IndicatorData>");
    }

    static String indicator(String id, String content) {
        return "<Indicator><IndicatorID name='csirt.example.com' version='1'>\n  " + id + "\n</IndicatorID>" + content
                + "</Indicator>";
    }

    static String address(String address) {
        return "<Observable><Address category='ipv4-addr'>" + address + "</Address></Observable>";
    }

    static String expression(String operator, String... terms) {
        return "<IndicatorExpression operator='" + operator + "'>" + String.join("", terms) + "</IndicatorExpression>";
    }
}
