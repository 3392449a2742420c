package org.xmppgrid.iodef.confidentiality;

/** Documents with one incident, which has what it must have. */
final class Reports {
    private Reports() {}

    /** Content may be of any classes that stand before or after the contact; reading is tolerant of their order. */
    static String incident(String attributes, String content) {
        return document(one("1", attributes, content));
    }

    static String document(String incidents) {
        return "<IODEF-Document version='2.00' xml:lang='en' xmlns='urn:ietf:params:xml:ns:iodef-2.0'>" + incidents
                + "</IODEF-Document>";
    }

    static String one(String id, String attributes, String content) {
        boolean before = content.startsWith("<RelatedActivity") || content.startsWith("<AlternativeID");
        return "<Incident purpose='reporting' " + attributes + "><IncidentID name='csirt.example.com'>" + id
                + "</IncidentID>" + (before ? content : "")
                + "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
                + "<Contact type='organization' role='creator'><ContactName>CSIRT</ContactName></Contact>"
                + (before ? "" : content) + "</Incident>";
    }
}
