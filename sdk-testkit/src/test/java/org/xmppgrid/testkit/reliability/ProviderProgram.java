package org.xmppgrid.testkit.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.RawPayload;

/**
 * A provider's process that is going to be killed: sends numbered reports, as many as it is told on its input, and notes
 * each once it is safe. It goes on where its predecessor was killed.
 */
public final class ProviderProgram {
    private ProviderProgram() {}

    /** @param args the {@link Address}, the folder of the spool, and the journal */
    public static void main(String[] args) throws IOException {
        Address address = Address.from(args);
        Path spool = Path.of(args[Address.ARGUMENTS]);
        Journal journal = new Journal(Path.of(args[Address.ARGUMENTS + 1]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        List<String> safe = journal.lines();
        int next = safe.isEmpty() ? 0 : Integer.parseInt(safe.get(safe.size() - 1)) + 1;
        try (Grid grid = Patiently.until(address::connect);
                Provider<RawPayload> provider = grid.topic(address.topic(), Report.TYPE)
                        .provider("sensor")
                        .spoolIn(spool)
                        .open()) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                for (int until = Integer.parseInt(order); next < until; next++) {
                    provider.send(Report.id(next), Report.payload(next));
                    journal.append(String.valueOf(next));
                }
            }
            provider.flush(Site.PATIENCE);
        }
    }
}
