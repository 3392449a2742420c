package org.xmppgrid.testkit.conformance;

/**
 * Holds a server against RFC 8600 §4 to §6 and the clauses of §8.3 that they rest on: one test a clause, through the SDK
 * and, where the wire matters, through plain XML. A subclass says which server, and nothing else:
 *
 * <pre>{@code
 * class MyBrokerConformanceIT extends GridConformance {
 *     @RegisterExtension
 *     static final GridExtension grid = GridExtension.of(MyBroker::start);
 * }
 * }</pre>
 *
 * <p>The server has the accounts {@code provider}, which may create topics, and makes others when it is asked for them,
 * which may not. Where it is {@linkplain org.xmppgrid.testkit.GridServer#deviations() known to differ} from a clause, the
 * test of that clause asserts what it does instead, that the SDK copes, and reports the deviation. Tests are independent
 * of each other and leave nothing behind; what has to come may take twenty seconds, and nothing is said about speed.
 */
public abstract class GridConformance extends Retrieving {

    /** A suite; JUnit makes one for each test. */
    protected GridConformance() {}
}
