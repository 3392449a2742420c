package org.xmppgrid.smack.internal.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.xmppgrid.sdk.SyncPolicy;

/**
 * A consumer's process that is going to be killed: takes numbered items from a broker that keeps the last few, handles
 * and acknowledges them, and tells on its output what it is about to do ({@code handling}) or has done ({@code kept},
 * {@code acked}).
 */
public final class ConsumerVictim {
    private static final int TAKEN_AT_ONCE = 5;

    private ConsumerVictim() {}

    /** @param args the folder, the first item that the broker still has, and the time of grouping in milliseconds */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        StoreOptions options = new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0);
        Inbox inbox = Inbox.open(
                Stores.open(Path.of(args[0]), "consumer", options),
                "victim",
                InboxBounds.STANDARD,
                new SyncPolicy(Duration.ofMillis(Long.parseLong(args[2]))),
                Clock.systemUTC());
        int next = Integer.parseInt(args[1]);
        while (true) {
            for (int i = 0; i < TAKEN_AT_ONCE; i++) {
                inbox.receive(item(next++));
            }
            inbox.flush();
            out.println("kept " + (next - 1));
            for (StoredDelivery delivery : inbox.read(0, TAKEN_AT_ONCE - 1)) {
                out.println("handling " + delivery.item().itemId());
                inbox.ack(delivery);
                out.println("acked " + delivery.item().itemId());
            }
        }
    }

    static Arrival item(int number) {
        String id = String.valueOf(number);
        return new Arrival("broker", "topic", id, null, SpoolVictim.payload(id));
    }
}
