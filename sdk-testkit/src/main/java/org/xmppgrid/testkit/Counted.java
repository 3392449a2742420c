package org.xmppgrid.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Conditions that count how often another one has held, for faults that strike at a certain stanza and not by chance. Each
 * counts for itself, from the moment it is made; all may be used from any thread.
 *
 * <pre>{@code
 * grid.disconnectAt(Counted.nth(100, GridRequest.asks("publish")), true);
 * grid.events().lose(Counted.every(10, GridEvent.of("MILEHost")));
 * }</pre>
 */
public final class Counted {

    private Counted() {}

    /**
     * Holds the first times only, for faults that pass.
     *
     * @param times how often
     * @param condition what must hold besides
     * @param <T> what the condition is about
     * @return the condition, which counts
     * @throws IllegalArgumentException if {@code times} is less than one
     */
    public static <T> Predicate<T> first(int times, Predicate<? super T> condition) {
        return at("times", times, condition, count -> count <= times);
    }

    /**
     * Holds once.
     *
     * @param number at which time, counted from 1
     * @param condition what must hold besides
     * @param <T> what the condition is about
     * @return the condition, which counts
     * @throws IllegalArgumentException if {@code number} is less than one
     */
    public static <T> Predicate<T> nth(int number, Predicate<? super T> condition) {
        return at("number", number, condition, count -> count == number);
    }

    /**
     * Holds again and again.
     *
     * @param step each how manieth time
     * @param condition what must hold besides
     * @param <T> what the condition is about
     * @return the condition, which counts
     * @throws IllegalArgumentException if {@code step} is less than one
     */
    public static <T> Predicate<T> every(int step, Predicate<? super T> condition) {
        return at("step", step, condition, count -> count % step == 0);
    }

    private static <T> Predicate<T> at(
            String argument, int number, Predicate<? super T> condition, IntPredicate holds) {
        if (number < 1) {
            throw new IllegalArgumentException(argument + ": at least 1, not " + number);
        }
        AtomicInteger count = new AtomicInteger();
        return tested -> condition.test(tested) && holds.test(count.incrementAndGet());
    }
}
