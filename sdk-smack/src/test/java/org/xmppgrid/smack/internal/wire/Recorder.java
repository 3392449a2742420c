package org.xmppgrid.smack.internal.wire;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.GridAddress;

/** An {@link Inbound} that keeps what it is told, for a test to wait for. */
final class Recorder implements Inbound {
    /** Reads a message; what it returns is recorded. */
    interface MessageReader {
        String read(StanzaHead head, XmlPullParser parser) throws Exception;
    }

    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> strays = new LinkedBlockingQueue<>();
    final BlockingQueue<WireException> losses = new LinkedBlockingQueue<>();
    final BlockingQueue<String> limits = new LinkedBlockingQueue<>();
    volatile MessageReader reader = (head, parser) -> head.id();

    @Override
    public void message(StanzaHead head, XmlPullParser parser) throws Exception {
        messages.add(reader.read(head, parser));
    }

    @Override
    public void strayed(String what, StanzaHead head) {
        strays.add(what + " from " + head.from().map(Object::toString).orElse(head.fromAbsent() ? "-" : "?"));
    }

    @Override
    public void limitHit(String limit, String what, Optional<GridAddress> from) {
        limits.add(limit + from.map(sender -> " from " + sender).orElse(""));
    }

    @Override
    public void lost(WireException cause) {
        losses.add(cause);
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing came within 10 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
