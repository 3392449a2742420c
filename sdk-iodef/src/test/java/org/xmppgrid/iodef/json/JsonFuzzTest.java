package org.xmppgrid.iodef.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes from anywhere are read as JSON or refused, and what was read and can be written is read again as the same text.
 *
 * <p>Run and fuzzed as {@code XmlFuzzTest} says, with {@code -Dtest=JsonFuzzTest}; its inputs are in
 * {@code src/test/resources/org/xmppgrid/iodef/json/JsonFuzzTestInputs/read}.
 */
class JsonFuzzTest {

    @FuzzTest(maxDuration = "20m")
    void read(byte[] bytes) {
        String written;
        try {
            IodefDocument read = IodefJson.read(new ByteArrayInputStream(bytes));
            written = IodefJson.write(read);
        } catch (GridPayloadException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(IodefJson.write(IodefJson.read(written))).isEqualTo(written);
    }
}
