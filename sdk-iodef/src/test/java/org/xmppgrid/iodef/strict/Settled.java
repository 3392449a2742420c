package org.xmppgrid.iodef.strict;

import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every document that was read, whatever it was read from. */
public final class Settled {
    private Settled() {}

    /** Written, read and written again, a document stays what it is, once it says what every document must say. */
    public static void assertSettled(IodefDocument read) {
        String written = Iodef.write(read);
        IodefDocument again = Iodef.read(written);
        if (read.getLang() != null && saysItsVersion(read)) {
            assertThat(again).isEqualTo(read).hasSameHashCodeAs(read);
        }
        assertThat(Iodef.write(again)).isEqualTo(written);
        assertThat(Iodef.read(written)).isEqualTo(again);
    }

    /** The getter gives 2.00 for none. */
    private static boolean saysItsVersion(IodefDocument document) {
        return ModelClass.of(document)
                .property("version")
                .filter(version -> version.get(document) != null)
                .isPresent();
    }
}
