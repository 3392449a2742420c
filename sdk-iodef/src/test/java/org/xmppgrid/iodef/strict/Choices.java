package org.xmppgrid.iodef.strict;

import java.util.List;

/**
 * The decisions by which something is grown, as numbers from a list. When the list is at its end every decision is the
 * first, which is the smallest: so growth ends, and a shorter list of smaller numbers is a simpler document.
 */
final class Choices {
    private final int[] numbers;
    private int next;

    Choices(int... numbers) {
        this.numbers = numbers;
    }

    /** From 0 to below a bound. */
    int below(int bound) {
        return next < numbers.length ? numbers[next++] % bound : 0;
    }

    /** True in one of so many cases, false at the end of the list. */
    boolean oneIn(int cases) {
        return below(cases) == cases - 1;
    }

    <T> T of(List<T> options) {
        return options.get(below(options.size()));
    }
}
