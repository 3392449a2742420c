package org.xmppgrid.smack.internal.engine.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderBuilder;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.sdk.WhenRefused;
import org.xmppgrid.smack.internal.store.Outbox;
import org.xmppgrid.smack.internal.store.StoreOptions;
import org.xmppgrid.smack.internal.store.Stores;
import org.xmppgrid.smack.internal.store.WhenDamaged;

/** Collects what a durable provider needs. Not thread-safe. */
public final class DurableProviderBuilder<T> implements ProviderBuilder<T> {
    /** Consumers keep files in directories too. */
    private static final String PREFIX = "provider-";

    private static final RandomGenerator JITTER =
            () -> ThreadLocalRandom.current().nextLong();

    private final String name;
    private final Carried<T> carried;
    private final Setting setting;
    private final RetryDelays delays;
    private @Nullable Path directory;
    private @Nullable Supplier<? extends StateStore> stores;
    private WhenDamaged whenDamaged = WhenDamaged.REFUSE;
    private SyncPolicy sync = SyncPolicy.each();
    private int window;
    private SpoolBounds bounds = SpoolBounds.standard();
    private WhenRefused whenRefused = WhenRefused.SET_ASIDE;
    private @Nullable Consumer<? super String> onConfirmed;
    private @Nullable Consumer<? super ProviderDeadLetter> onDeadLetter;

    public DurableProviderBuilder(String name, Carried<T> carried, Setting setting) {
        this(name, carried, setting, new RetryDelays(RetryDelays.FIRST, RetryDelays.LONGEST, JITTER));
    }

    DurableProviderBuilder(String name, Carried<T> carried, Setting setting, RetryDelays delays) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A provider's name is not blank: its spool goes by it");
        }
        this.name = name;
        this.carried = carried;
        this.setting = setting;
        this.delays = delays;
        this.window = setting.window();
    }

    @Override
    public ProviderBuilder<T> spoolIn(Path path) {
        this.directory = Objects.requireNonNull(path, "directory");
        this.stores = null;
        return this;
    }

    @Override
    public ProviderBuilder<T> spoolIn(Supplier<? extends StateStore> store) {
        this.stores = Objects.requireNonNull(store, "store");
        this.directory = null;
        return this;
    }

    @Override
    public ProviderBuilder<T> recoverDamaged() {
        this.whenDamaged = WhenDamaged.RECOVER;
        return this;
    }

    @Override
    public ProviderBuilder<T> sync(SyncPolicy policy) {
        this.sync = Objects.requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public ProviderBuilder<T> window(int reports) {
        if (reports < 1) {
            throw new IllegalArgumentException("The window has at least 1 report, not " + reports);
        }
        this.window = reports;
        return this;
    }

    @Override
    public ProviderBuilder<T> bounds(SpoolBounds limits) {
        this.bounds = Objects.requireNonNull(limits, "bounds");
        return this;
    }

    @Override
    public ProviderBuilder<T> whenRefused(WhenRefused choice) {
        this.whenRefused = Objects.requireNonNull(choice, "choice");
        return this;
    }

    @Override
    public ProviderBuilder<T> onConfirmed(Consumer<? super String> listener) {
        this.onConfirmed = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ProviderBuilder<T> onDeadLetter(Consumer<? super ProviderDeadLetter> listener) {
        this.onDeadLetter = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public Provider<T> open() {
        Supplier<? extends StateStore> opener = store();
        SpoolBounds limits = bounds;
        SyncPolicy policy = sync;
        Spool spool = new Spool(name, () -> Outbox.open(opener.get(), name, limits, policy, setting.clock()));
        Notices notices = new Notices(name, setting, onConfirmed, onDeadLetter);
        ReportSender sender = new ReportSender(
                spool,
                setting.uplink(),
                new Window(window),
                notices,
                whenRefused,
                limits.age(),
                delays,
                setting.clock());
        List<Registration> registrations = new ArrayList<>(notices.measure(spool));
        registrations.add(setting.uplink().onChange(sender::connectionChanged));
        try {
            setting.threads().execute(sender);
        } catch (RejectedExecutionException e) {
            registrations.forEach(Registration::close);
            notices.close();
            spool.close();
            throw new GridClosedException(
                    Reason.CLOSED,
                    "The provider " + name + " can't be opened: this grid is closed; connect again",
                    null,
                    e);
        }
        return new DurableProvider<>(name, carried, spool, sender, notices, setting, registrations);
    }

    private Supplier<? extends StateStore> store() {
        Path path = directory;
        if (path != null) {
            StoreOptions options = StoreOptions.standard().with(whenDamaged);
            return () -> Stores.open(path, PREFIX + name, options);
        }
        Supplier<? extends StateStore> given = stores;
        if (given == null) {
            throw new IllegalStateException(
                    "The provider " + name + " has no place for its reports: give spoolIn(..) a directory");
        }
        return given;
    }
}
