package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Marks stanzas that come late with the time at which they should have come (XEP-0203). */
final class Delay {

    private Delay() {}

    /** Adds a stamp in the name of a server, unless that server has stamped the stanza already. */
    static String stamp(String stanza, String server, Instant at) {
        Xml.Builder delay = Xml.element(Ns.DELAY, "delay").attribute("from", server);
        String begin = delay.build().toString();
        if (stanza.contains(begin.substring(0, begin.length() - 2))) {
            return stanza;
        }
        String element = Xml.element(Ns.DELAY, "delay")
                .attribute("from", server)
                .attribute("stamp", at.truncatedTo(ChronoUnit.MILLIS))
                .build()
                .toString();
        int end = stanza.lastIndexOf("</");
        if (end < 0) {
            String name = stanza.substring(1, stanza.indexOf(' ') < 0 ? stanza.length() - 2 : stanza.indexOf(' '));
            return stanza.substring(0, stanza.length() - 2) + ">" + element + "</" + name + ">";
        }
        return stanza.substring(0, end) + element + stanza.substring(end);
    }
}
