package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.List;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.BulkObservableType;

/** Goes through a list of 200,000 lines and 3 MB, for a JVM with little memory; with an argument, keeps what it finds. */
final class BulkListProgram {
    private BulkListProgram() {}

    public static void main(String[] args) {
        StringBuilder list = new StringBuilder(3_100_000);
        for (int i = 0; i < 200_000; i++) {
            list.append("10.")
                    .append(100 + (i >> 16))
                    .append('.')
                    .append(100 + i % 100)
                    .append(".10")
                    .append(i % 10)
                    .append('\n');
        }
        IodefDocument document = IodefDocument.builder()
                .addIncident()
                .withIndicatorData()
                .addIndicator()
                .withObservable()
                .withBulkObservable()
                .withType(BulkObservableType.IPV4_ADDR)
                .withBulkObservableList(list.toString())
                .end()
                .end()
                .end()
                .end()
                .end()
                .buildPartial();
        list = null;
        List<String> kept = new ArrayList<>();
        int lines = 0;
        for (Observed observed : Observables.of(document)) {
            lines += observed.value().isEmpty() ? 0 : 1;
            if (args.length > 0) {
                kept.add(observed.value());
            }
        }
        System.out.println(lines + " lines");
    }
}
