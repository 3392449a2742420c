package org.xmppgrid.smack.internal.wire;

import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.GridAddress;

/** What a stream tells the floor above. */
public interface Inbound {
    /**
     * A message arrived. Runs on the reader thread, in the order of arrival; blocking here is back-pressure on the
     * other end, and is interrupted when the stream ends. Messages can come before {@link Wire#open} has returned.
     *
     * @param head the start tag's attributes
     * @param parser on the start tag of the message; may be left anywhere in it, and can't leave it
     * @throws Exception if the message can't be read: it is then reported as strayed, and the stream lives
     */
    void message(StanzaHead head, XmlPullParser parser) throws Exception;

    /**
     * A platform asks something by an IQ of type {@code get}. Runs on the reader thread; must not block.
     *
     * @param request to be answered, on any thread, if it is taken
     * @param parser on the start tag of the stanza; may be left anywhere in it, and can't leave it
     * @return whether it is taken; if not, it is answered as every request is that nobody here knows
     * @throws Exception if the request can't be read: it is not taken then
     */
    default boolean request(ForeignRequest request, XmlPullParser parser) throws Exception {
        return false;
    }

    /**
     * Something unexpected was dropped: an answer that nobody waits for or that comes from the wrong sender, a message
     * that can't be read, a presence, a request (which is answered with {@code service-unavailable}).
     *
     * @param what what it was, in words, without any payload
     * @param head the start tag's attributes
     */
    void strayed(String what, StanzaHead head);

    /**
     * Something from the network was beyond a limit: a stanza that was not read, or what the stream was ended for. Told
     * beside {@link #strayed} and {@link #lost}, also while the stream is being opened. Must not block.
     *
     * @param limit the component of {@code GridLimits}
     * @param what what it was, in words, without any payload
     * @param from who sent it, if that is known
     */
    default void limitHit(String limit, String what, Optional<GridAddress> from) {
        // Only who keeps an audit log needs it: the stanza's reader or the stream's owner is told in any case.
    }

    /**
     * The stream ended without {@link Wire#close()}. Called exactly once, after every pending request has failed, on a
     * thread of Smack's; must not block.
     *
     * @param cause why it ended
     */
    void lost(WireException cause);
}
