package org.xmppgrid.testkit.internal.embedded;

/** The server's side of PLAIN (RFC 4616). */
final class PlainServer implements SaslServer {
    private final Accounts accounts;

    PlainServer(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Step receive(String message) throws Failure {
        String[] parts = message.split("\0", -1);
        if (parts.length != 3) {
            throw new Failure("malformed-request");
        }
        if (!accounts.matches(parts[1], parts[2])) {
            throw new Failure("not-authorized");
        }
        return new Step(true, "", parts[1]);
    }
}
