package org.xmppgrid.iodef;

import java.time.Instant;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.value.IodefTime;

/** Texts with their language, and times, as the builders take them. */
final class Texts {
    private Texts() {}

    /** A text in the language of the document. */
    static MlString plain(String text, String argument) {
        return MlString.builder().withValue(Checks.text(text, argument).strip()).build();
    }

    static MlString in(String lang, String text, String argument) {
        return MlString.builder()
                .withValue(Checks.text(text, argument).strip())
                .withLang(Checks.language(lang, "lang"))
                .build();
    }

    static IodefTime time(Instant time) {
        return IodefTime.of(Checks.given(time, "time"));
    }
}
