package org.xmppgrid.smack.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a user's code threw, as a log may have it: its class, where it was thrown and what caused it, without the messages.
 * A parser's message quotes the payload that it could not read.
 */
final class Unquoted extends Exception {
    private static final long serialVersionUID = 1L;

    /** A chain of causes may be a ring. */
    private static final int CAUSES = 10;

    private final String name;

    private Unquoted(Throwable thrown, @Nullable Throwable cause) {
        super(null, cause, false, true);
        name = thrown.getClass().getName();
        setStackTrace(thrown.getStackTrace());
    }

    static Unquoted of(Throwable thrown) {
        return of(thrown, CAUSES);
    }

    private static Unquoted of(Throwable thrown, int causes) {
        Throwable cause = thrown.getCause();
        return new Unquoted(thrown, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }

    /** The name of the class that was thrown. */
    @Override
    public String toString() {
        return name;
    }
}
