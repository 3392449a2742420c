package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses of a host. The Java runtime's own lookup can't be bounded; it is done as one of the {@link Errands}. */
@FunctionalInterface
interface HostLookup {
    /** What can only be an address: digits and dots, or anything with a colon. */
    Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.%]*:[0-9a-zA-Z:.%]*]?");

    /** The addresses of a host, at least one. */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** Whether a host is given by its address. */
    static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }
}
