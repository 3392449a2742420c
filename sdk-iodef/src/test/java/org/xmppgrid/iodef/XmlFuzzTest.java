package org.xmppgrid.iodef;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.strict.Settled;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes from anywhere are read or refused, and what was read is written and read again as the same.
 *
 * <p>With the other tests, this one runs over the inputs in {@code src/test/resources/org/xmppgrid/iodef/XmlFuzzTestInputs/read},
 * where an input that once failed is kept. To look for new ones, from the root of the project:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl sdk-iodef -am test -Dtest=XmlFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djazzer.max_duration=20m
 * }</pre>
 *
 * <p>It ends by itself after {@code jazzer.max_duration}, or {@value #MAX_DURATION} without; a failure is put among the
 * inputs. What it learns of coverage is kept in {@code sdk-iodef/.cifuzz-corpus}, which is not under version control.
 */
class XmlFuzzTest {
    static final String MAX_DURATION = "20m";

    @FuzzTest(maxDuration = MAX_DURATION)
    @DictionaryFile(resourcePath = "iodef.dict")
    void read(byte[] bytes) {
        IodefDocument read;
        try {
            read = Iodef.read(new ByteArrayInputStream(bytes));
        } catch (GridPayloadException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        Settled.assertSettled(read);
    }
}
