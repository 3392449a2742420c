package org.xmppgrid.smack.internal.xmpp;

import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.smack.internal.wire.ForeignRequest;
import org.xmppgrid.smack.internal.wire.WireException;

/**
 * A query of another platform. It gets exactly one answer: the first counts. Answering waits for room in the queue of
 * what is to be sent, for at most the request timeout, where nothing else is said.
 */
public final class IncomingQuery {
    private final ForeignRequest request;
    private final RawPayload payload;

    IncomingQuery(ForeignRequest request, RawPayload payload) {
        this.request = request;
        this.payload = payload;
    }

    /** Who asks. */
    public GridAddress from() {
        return request.from();
    }

    /** What is asked. */
    public RawPayload payload() {
        return payload;
    }

    /**
     * Answers.
     *
     * @param xml one element that is known to be complete, or nothing
     * @throws GridException if it can't be sent
     */
    public void answer(String xml) {
        send(() -> request.result(xml));
    }

    /**
     * Understood, and not answered for a reason that the asker may know.
     *
     * @throws GridException if it can't be sent
     */
    public void refused(String text) {
        error("modify", "not-acceptable", text);
    }

    /**
     * Not understood.
     *
     * @throws GridException if it can't be sent
     */
    public void malformed() {
        error("modify", "bad-request", "");
    }

    /**
     * Failed here, for a reason that is nobody else's business.
     *
     * @throws GridException if it can't be sent
     */
    public void failed() {
        error("cancel", "internal-server-error", "");
    }

    /** Too much to do. Never waits, and says nothing while there is no room for it. */
    public void busy() {
        send(() -> request.errorAtOnce(QueryCodec.error("wait", "resource-constraint", "")));
    }

    /** As if this were no query that is known here. Never waits, and says nothing while there is no room for it. */
    public void unknown() {
        send(request::refuse);
    }

    private void error(String type, String condition, String text) {
        send(() -> request.error(QueryCodec.error(type, condition, text)));
    }

    private static void send(Runnable answer) {
        try {
            answer.run();
        } catch (WireException e) {
            throw XmppSession.notSent(e);
        }
    }
}
