package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.util.List;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridServer;

/** How a process of its own finds the grid: what is handed over on its command line. */
record Address(String account, String password, String host, int port, Path authority, String broker, String topic) {
    /** How many arguments it takes. */
    static final int ARGUMENTS = 7;

    static Address of(GridServer server, String user, String topic) {
        Account account = server.account(user);
        return new Address(
                account.address(),
                account.password(),
                server.host(),
                server.port(),
                server.authorityPem(),
                server.broker(),
                topic);
    }

    /** What {@link #arguments} was. */
    static Address from(String[] arguments) {
        return new Address(
                arguments[0],
                arguments[1],
                arguments[2],
                Integer.parseInt(arguments[3]),
                Path.of(arguments[4]),
                arguments[5],
                arguments[6]);
    }

    List<String> arguments() {
        return List.of(account, password, host, String.valueOf(port), authority.toString(), broker, topic);
    }

    Grid connect() {
        return Grid.as(account)
                .password(password)
                .endpoint(host, port)
                .trust(authority)
                .broker(broker)
                .connection(Site.QUICK)
                .observer(told -> {})
                .connect();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return account + " at " + host + ":" + port + ", topic " + topic;
    }
}
