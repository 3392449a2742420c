package org.xmppgrid.testkit.internal.embedded;

/** A peer broke a rule of the stream: it is told the condition (RFC 6120 §4.9.3) and the stream is closed. */
public final class StreamException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String condition;

    StreamException(String condition, String text) {
        super(text);
        this.condition = condition;
    }

    StreamException(String condition, String text, Throwable cause) {
        super(text, cause);
        this.condition = condition;
    }

    /**
     * The condition.
     *
     * @return a name from RFC 6120 §4.9.3
     */
    public String condition() {
        return condition;
    }

    static String element(String condition, String text) {
        return Xml.element("stream", Ns.STREAMS, "error")
                .child(Xml.element(Ns.STREAM_ERRORS, condition))
                .child(Xml.element(Ns.STREAM_ERRORS, "text").text(text))
                .build()
                .toString();
    }
}
