package org.xmppgrid.sdk;

/**
 * A platform understands a query and does not answer it. Thrown by an {@link Answerer} to say so, and by
 * {@link Grid#query} at the platform that asked. The text is sent over the grid: say nothing in it that is not for the
 * asker.
 */
public final class QueryRefusedException extends GridException {
    private static final long serialVersionUID = 1L;

    /** What the answering platform says. */
    private final String text;

    /**
     * A refusal, to be thrown by an {@link Answerer}.
     *
     * @param text why, for the asker; of more than 1,000 characters the beginning is sent
     */
    public QueryRefusedException(String text) {
        super(Reason.QUERY_REFUSED, text, null, null);
        this.text = text;
    }

    /**
     * A refusal as it arrived, for implementations of the SDK.
     *
     * @param text what the answering platform says; empty if it says nothing
     * @param message what was refused, by whom, and what to do next
     * @param condition the XMPP error condition
     */
    public QueryRefusedException(String text, String message, String condition) {
        super(Reason.QUERY_REFUSED, message, condition, null);
        this.text = text;
    }

    /**
     * Why the platform does not answer, in its own words.
     *
     * @return the text; empty if it says nothing
     */
    public String text() {
        return text;
    }
}
