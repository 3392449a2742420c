package org.xmppgrid.smack.internal.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnquotedTest {

    @Test
    void of_whenMessagesQuoteAPayload_thenKindsAndPlacesAreLeft() {
        IllegalStateException thrown = new IllegalStateException("secret-1", new IOException("secret-2"));
        thrown.addSuppressed(new IllegalArgumentException("secret-3"));

        assertThat(trace(Unquoted.of(thrown)))
                .contains("java.lang.IllegalStateException", "Caused by: java.io.IOException", "UnquotedTest.java")
                .doesNotContain("secret");
    }

    @Test
    void of_whenTheCausesAreARing_thenItEnds() {
        IOException first = new IOException("secret");
        first.initCause(new IllegalStateException(first));

        assertThat(trace(Unquoted.of(first))).contains("java.io.IOException").doesNotContain("secret");
    }

    private static String trace(Throwable thrown) {
        StringWriter written = new StringWriter();
        thrown.printStackTrace(new PrintWriter(written, true));
        return written.toString();
    }
}
