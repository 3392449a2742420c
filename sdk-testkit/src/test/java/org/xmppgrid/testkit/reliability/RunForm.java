package org.xmppgrid.testkit.reliability;

/**
 * How long the runs are that show what docs/reliability.md promises: short ones in each build, long ones by
 * {@code -Dxmppgrid.reliability=long}, and brief ones on a second JDK, where the short ones have run on the first.
 *
 * @param reports how many reports go through each fault
 * @param apart about how many reports are between two strikes
 * @param kills how many processes are killed
 * @param missed how many reports a consumer catches up on
 * @param reconnects how often a connection is lost and got back
 */
record RunForm(int reports, int apart, int kills, int missed, int reconnects) {
    private static final String PROPERTY = "xmppgrid.reliability";
    private static final RunForm SHORT = new RunForm(1_000, 150, 20, 5_000, 200);
    private static final RunForm BRIEF = new RunForm(300, 100, 6, 1_000, 50);
    private static final RunForm LONG = new RunForm(10_000, 300, 200, 100_000, 1_000);

    /** The form that the command of this run asks for. */
    static RunForm chosen() {
        String form = System.getProperty(PROPERTY, "short");
        return switch (form) {
            case "brief" -> BRIEF;
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException(PROPERTY + ": brief, short or long, not " + form);
        };
    }
}
