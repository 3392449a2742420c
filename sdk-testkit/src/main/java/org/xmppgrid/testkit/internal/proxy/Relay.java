package org.xmppgrid.testkit.internal.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** One direction of a conversation: what comes in is recorded, edited and passed on. */
public final class Relay {
    private final List<String> seen;
    private final UnaryOperator<String> edit;

    /**
     * Records and edits.
     *
     * @param seen where to record what came, before it is edited; a list for several threads
     * @param edit what becomes of a piece
     */
    public Relay(List<String> seen, UnaryOperator<String> edit) {
        this.seen = seen;
        this.edit = edit;
    }

    /**
     * Passes pieces on until no more come.
     *
     * @param in where they come from
     * @param out where they go
     * @throws IOException if one of the ends is gone
     */
    public void run(InputStream in, OutputStream out) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        ElementCutter cutter = new ElementCutter();
        char[] buffer = new char[8_192];
        int length = reader.read(buffer);
        while (length >= 0) {
            for (String piece : cutter.cut(buffer, length)) {
                pass(piece, out);
            }
            out.flush();
            length = reader.read(buffer);
        }
        String rest = cutter.rest();
        if (!rest.isEmpty()) {
            pass(rest, out);
            out.flush();
        }
    }

    private void pass(String piece, OutputStream out) throws IOException {
        seen.add(piece);
        out.write(edit.apply(piece).getBytes(StandardCharsets.UTF_8));
    }
}
