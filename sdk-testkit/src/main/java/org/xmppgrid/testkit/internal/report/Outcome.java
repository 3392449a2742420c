package org.xmppgrid.testkit.internal.report;

/** How a test ended, or all tests of a clause on one server: the later constant outweighs the earlier. */
enum Outcome {
    NOT_RUN("not run"),
    OK("ok"),
    DEVIATES("deviates"),
    FAILED("failed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return word;
    }
}
