package org.xmppgrid.testkit;

import java.util.Objects;

/**
 * An account at a grid's controller.
 *
 * @param address the bare address, such as {@code provider@grid.example}
 * @param password its password
 */
public record Account(String address, String password) {

    /**
     * Checks that neither part is missing.
     *
     * @param address the bare address
     * @param password its password
     */
    public Account {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(password, "password");
    }

    /**
     * The address without the password, so that an account can be logged.
     *
     * @return the account without its secret
     */
    @Override
    public String toString() {
        return "Account[" + address + "]";
    }
}
