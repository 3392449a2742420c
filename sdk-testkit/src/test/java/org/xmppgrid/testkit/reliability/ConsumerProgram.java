package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.nio.file.Path;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.StartPosition;

/**
 * A consumer's process that is going to be killed: notes each report before it handles it ({@code handling}) and once its
 * acknowledgement has returned ({@code acked}). It ends when its input does.
 */
public final class ConsumerProgram {
    private ConsumerProgram() {}

    /** @param args the {@link Address}, the folder of its state, and the journal */
    public static void main(String[] args) throws IOException {
        Address address = Address.from(args);
        Path state = Path.of(args[Address.ARGUMENTS]);
        Journal journal = new Journal(Path.of(args[Address.ARGUMENTS + 1]));
        try (Grid grid = Patiently.until(address::connect);
                Consumer<RawPayload> consumer = Patiently.until(() -> grid.topic(address.topic(), Report.TYPE)
                        .consumer("siem")
                        .stateIn(state)
                        .startAt(StartPosition.allStored())
                        .onItem(delivery -> {
                            int number = Report.number(delivery.item());
                            journal.append("handling " + number);
                            delivery.ack();
                            journal.append("acked " + number);
                        })
                        .open())) {
            while (System.in.read() >= 0) {
                // until the end, which comes by a signal or by the end of the input
            }
            consumer.drain(Site.PATIENCE);
        }
    }
}
