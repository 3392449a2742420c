package org.xmppgrid.smack.internal.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;

/**
 * A provider's process that is going to be killed: spools from two threads, confirms from a third, and tells on its
 * output what it did after it was done ({@code safe}, {@code gone}), or is about to do ({@code confirming}).
 */
public final class SpoolVictim {
    private SpoolVictim() {}

    /** @param args the folder, the round, and the time of grouping in milliseconds */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        StoreOptions options = new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0);
        SyncPolicy policy = new SyncPolicy(Duration.ofMillis(Long.parseLong(args[2])));
        Outbox outbox = Outbox.open(
                Stores.open(Path.of(args[0]), "spool", options),
                "victim",
                SpoolBounds.standard(),
                policy,
                Clock.systemUTC());
        for (String sender : List.of("a", "b")) {
            Thread thread = new Thread(() -> {
                for (int i = 0; ; i++) {
                    String id = sender + " " + args[1] + " " + i;
                    outbox.append(id, "topic", payload(id), Clock.systemUTC().instant());
                    out.println("safe " + id);
                }
            });
            thread.setUncaughtExceptionHandler(
                    (failed, e) -> Runtime.getRuntime().halt(3));
            thread.start();
        }
        long after = 0;
        while (true) {
            for (Spooled item : outbox.read(after, 3)) {
                after = item.sequence();
                if (after % 3 != 0) {
                    out.println("confirming " + item.itemId());
                    outbox.confirm(item);
                    outbox.flush();
                    out.println("gone " + item.itemId());
                }
            }
        }
    }

    static byte[] payload(String id) {
        byte[] payload = new byte[800];
        new Random(id.hashCode()).nextBytes(payload);
        return payload;
    }
}
