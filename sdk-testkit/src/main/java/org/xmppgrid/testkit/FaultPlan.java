package org.xmppgrid.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which faults strike, and when: drawn from a list by a seed, so that a run that failed can be had again. What is counted is
 * up to the test: stanzas, bytes, items that were sent.
 *
 * <pre>{@code
 * FaultPlan plan = FaultPlan.seeded(4711)
 *         .every(200, 400)
 *         .with("cut", proxy::cutAll)
 *         .with("reset", 0, 5_000, bytes -> proxy.strikeOpen(NetworkFault.reset().after(bytes)))
 *         .with("outage", Duration.ofMillis(300), proxy::refuseConnections)
 *         .build();
 * try (plan; Fault counting = grid.follow(plan, GridRequest.asks("publish"))) {
 *     plan.during(() -> {
 *         ...
 *     });
 * }
 * }</pre>
 *
 * <p>The same seed, bounds and list make the same plan, on every machine and JDK. Whether the same happens then depends
 * on how exactly the count follows the work. All methods may be called from any thread.
 */
public final class FaultPlan implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultPlan.class);

    /** The system property that names the seed of a plan for which the test has none. */
    public static final String SEED = "xmppgrid.faults.seed";

    /**
     * One fault of a plan.
     *
     * @param at at which count it strikes
     * @param fault its name
     * @param amount the number that was drawn for it; 0 if it has none
     */
    public record Step(long at, String fault, long amount) {

        /**
         * Says what strikes when.
         *
         * @return such as {@code 312 reset(1780)}
         */
        @Override
        public String toString() {
            return at + " " + fault + (amount == 0 ? "" : "(" + amount + ")");
        }
    }

    /** A test, or a part of it. */
    @FunctionalInterface
    public interface Body {

        /**
         * Does what is to be done while faults strike.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }

    /** What can be drawn. */
    private record Choice(String name, long least, long most, Effect effect) {}

    /** Has a fault strike, with the number that was drawn for it. */
    private interface Effect {
        void strike(FaultPlan plan, long amount);
    }

    /** The seed and what struck, beside the failure of a test. */
    private static final class Struck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Struck(String plan) {
            super(plan, null, false, false);
        }
    }

    /** A plan as far as it has been drawn. */
    private final class Draw {
        private final Random random = new Random(seed);
        private long at;

        Step next() {
            at += between(least, most);
            Choice choice = choices.get((int) between(0, choices.size() - 1L));
            return new Step(at, choice.name(), between(choice.least(), choice.most()));
        }

        /** Not by a method of Random that another JDK may compute in another way. */
        private long between(long low, long high) {
            return low + Math.floorMod(random.nextLong(), high - low + 1);
        }
    }

    private final long seed;
    private final long least;
    private final long most;
    private final List<Choice> choices;
    private final Draw draw;
    private final List<Step> struck = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Fault> lasting = new ArrayList<>();
    private @Nullable Step next;
    private long count;

    private FaultPlan(Builder chosen) {
        seed = chosen.seed;
        least = chosen.least;
        most = chosen.most;
        choices = List.copyOf(chosen.choices);
        draw = new Draw();
        next = draw.next();
    }

    /**
     * Begins a plan.
     *
     * @param seed what decides all that is drawn
     * @return a builder, still without faults
     */
    public static Builder seeded(long seed) {
        return new Builder(seed);
    }

    /**
     * Begins a plan that is another one at each run, or that of the seed in the system property {@value #SEED}.
     *
     * @return a builder, still without faults
     * @throws IllegalArgumentException if the property is there and no number
     */
    public static Builder anew() {
        String given = System.getProperty(SEED, "");
        try {
            return new Builder(given.isEmpty() ? ThreadLocalRandom.current().nextInt() : Long.parseLong(given));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("system property " + SEED + ": not a number: " + given, e);
        }
    }

    /**
     * What decided all that was drawn.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * The first faults of this plan, whether they have struck or not.
     *
     * @param number how many
     * @return the faults in their order
     */
    public List<Step> steps(int number) {
        Draw preview = new Draw();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            steps.add(preview.next());
        }
        return List.copyOf(steps);
    }

    /**
     * What has struck.
     *
     * @return a copy, in order
     */
    public synchronized List<Step> struck() {
        return List.copyOf(struck);
    }

    /**
     * Goes on counting, and has the faults strike whose turn it is, on the calling thread. One that throws is remembered,
     * and fails {@link #during}.
     *
     * @param number how many stanzas, bytes or items more there are
     */
    public void passed(long number) {
        List<Step> due = new ArrayList<>();
        synchronized (this) {
            count += number;
            while (next != null && next.at() <= count) {
                due.add(next);
                struck.add(next);
                next = draw.next();
            }
        }
        due.forEach(this::strike);
    }

    private void strike(Step step) {
        LOG.info("seed {}: {}", seed, step);
        Choice choice = choices.stream()
                .filter(each -> each.name().equals(step.fault()))
                .findFirst()
                .orElseThrow();
        try {
            choice.effect().strike(this, step.amount());
        } catch (RuntimeException failed) {
            LOG.warn("seed {}: {} could not strike", seed, step, failed);
            synchronized (this) {
                failures.add(step + ": " + failed);
            }
        }
    }

    private void strikeFor(Duration time, Supplier<Fault> strike) {
        Fault fault = strike.get();
        synchronized (this) {
            lasting.add(fault);
        }
        // Lifting may wait, say for a port; the timer's own thread must not.
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(() -> lift(fault));
    }

    private void lift(Fault fault) {
        synchronized (this) {
            if (!lasting.remove(fault)) {
                return;
            }
        }
        fault.close();
    }

    /**
     * Does something while faults strike. If it fails, the failure carries this plan as a suppressed exception, so that
     * every report has the seed.
     *
     * @param body what to do
     * @throws Exception what the body threw
     * @throws IllegalStateException if the body was well, but a fault could not strike
     */
    public void during(Body body) throws Exception {
        try {
            body.run();
        } catch (Throwable failure) {
            failure.addSuppressed(new Struck(toString()));
            throw failure;
        }
        synchronized (this) {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("faults could not strike: " + failures + "; " + this);
            }
        }
    }

    /** Ends the plan: nothing strikes any more, and what lasts is lifted. */
    @Override
    public void close() {
        List<Fault> left;
        synchronized (this) {
            next = null;
            left = List.copyOf(lasting);
        }
        left.forEach(this::lift);
    }

    /**
     * Says how to have the same again, and what happened.
     *
     * @return the seed, the count and what struck
     */
    @Override
    public synchronized String toString() {
        return "FaultPlan of seed " + seed + " at " + count + ", struck: " + struck
                + (failures.isEmpty() ? "" : ", failed: " + failures);
    }

    /** Makes a plan. Not thread-safe. */
    public static final class Builder {
        private final long seed;
        private final List<Choice> choices = new ArrayList<>();
        private long least = 1;
        private long most = 1;

        private Builder(long seed) {
            this.seed = seed;
        }

        /**
         * How far faults are apart. Default: one strikes at each count.
         *
         * @param shortest the least difference, 1 or more
         * @param longest the largest difference
         * @return this builder
         * @throws IllegalArgumentException if the first is less than one, or more than the second
         */
        public Builder every(long shortest, long longest) {
            if (shortest < 1 || longest < shortest) {
                throw new IllegalArgumentException("every: not from " + shortest + " to " + longest);
            }
            least = shortest;
            most = longest;
            return this;
        }

        /**
         * A fault that can be drawn, as often as each other one.
         *
         * @param name its name, which no other has
         * @param strike has it strike
         * @return this builder
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder with(String name, Runnable strike) {
            Objects.requireNonNull(strike, "strike");
            return add(new Choice(name, 0, 0, (plan, drawn) -> strike.run()));
        }

        /**
         * A fault with a number that is drawn too, such as the bytes after which it strikes.
         *
         * @param name its name, which no other has
         * @param lowest the least number
         * @param highest the largest number
         * @param strike has it strike, with the number
         * @return this builder
         * @throws IllegalArgumentException if the name is taken, or there is no such number
         */
        public Builder with(String name, long lowest, long highest, LongConsumer strike) {
            if (lowest < 0 || highest < lowest) {
                throw new IllegalArgumentException(name + ": not from " + lowest + " to " + highest);
            }
            Objects.requireNonNull(strike, "strike");
            return add(new Choice(name, lowest, highest, (plan, drawn) -> strike.accept(drawn)));
        }

        /**
         * A fault that lasts for a time and is then lifted.
         *
         * @param name its name, which no other has
         * @param time how long
         * @param strike has it strike
         * @return this builder
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder with(String name, Duration time, Supplier<Fault> strike) {
            Objects.requireNonNull(strike, "strike");
            Objects.requireNonNull(time, "time");
            return add(new Choice(name, 0, 0, (plan, drawn) -> plan.strikeFor(time, strike)));
        }

        private Builder add(Choice choice) {
            if (choices.stream().anyMatch(each -> each.name().equals(choice.name()))) {
                throw new IllegalArgumentException("name: there is a fault " + choice.name() + " already");
            }
            choices.add(choice);
            return this;
        }

        /**
         * Makes the plan; it counts from zero.
         *
         * @return a plan
         * @throws IllegalStateException if there is nothing to draw from
         */
        public FaultPlan build() {
            if (choices.isEmpty()) {
                throw new IllegalStateException("a plan needs at least one fault");
            }
            return new FaultPlan(this);
        }
    }
}
