package org.xmppgrid.smack.internal.wire;

import org.jivesoftware.smack.xml.XmlPullParser;

/**
 * Reads the result of a request.
 *
 * @param <R> what it reads
 */
@FunctionalInterface
public interface ReplyReader<R> {
    /**
     * Reads a result. Runs on the reader thread and must not block. The parser can't leave the stanza: reading beyond
     * its end tag throws. Where reading stops is free, also by an exception; the rest of the stanza is skipped.
     *
     * @param parser on the start tag of the first child element, or on the end tag of the stanza if there is none
     * @param hasChild whether there is a child element
     * @return what was read
     * @throws Exception if it can't be read; the request then fails as {@link WireException.Kind#GARBLED}
     */
    R read(XmlPullParser parser, boolean hasChild) throws Exception;
}
