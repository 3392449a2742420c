package org.xmppgrid.iodef.internal.json;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.xml.ReadLimits;

/** What is known while a document becomes JSON: where it is, how deep, and in which language texts are. */
final class Writing {
    final Trail trail = new Trail();
    private int depth;
    /** The language that an element without one inherits; null when none is said. */
    private @Nullable String language;

    @Nullable
    String language() {
        return language;
    }

    /** @return the language to go back to */
    @Nullable
    String speak(@Nullable String tag) {
        String before = language;
        language = tag;
        return before;
    }

    /** Goes elements deeper, as XML counts them. */
    void descend(int elements) {
        depth += elements;
        if (depth > ReadLimits.MAX_DEPTH) {
            throw JsonFailure.of(
                    "The document has elements nested more than " + ReadLimits.MAX_DEPTH + " deep",
                    trail.toString(),
                    "No reader would accept it; flatten the report.",
                    null);
        }
    }

    void ascend(int elements) {
        depth -= elements;
    }

    JsonValue.Text text(String text) {
        if (Characters.firstUnusable(text) >= 0) {
            throw JsonFailure.of(
                    "A text has a character that no document can hold", trail.toString(), Characters.ADVICE, null);
        }
        return new JsonValue.Text(text);
    }
}
