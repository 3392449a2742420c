package org.xmppgrid.smack.internal.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** SRV records of a name. */
@FunctionalInterface
interface SrvLookup {
    /** More than that nobody has, and nobody is to make us try. */
    int MOST = 20;

    /**
     * The records of a name.
     *
     * @return the records, none if there are none
     * @throws NamingException if DNS gives no answer
     */
    List<SrvRecord> records(String name) throws NamingException;

    /**
     * A lookup by the Java runtime.
     *
     * @param server the server as JNDI wants it, {@code dns:} for those of the operating system
     */
    static SrvLookup at(String server) {
        return name -> {
            Hashtable<String, String> environment = new Hashtable<>();
            environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
            environment.put("java.naming.provider.url", server);
            environment.put("com.sun.jndi.dns.timeout.initial", "1000");
            environment.put("com.sun.jndi.dns.timeout.retries", "2");
            DirContext dns = new InitialDirContext(environment);
            try {
                Attribute found = dns.getAttributes(name, new String[] {"SRV"}).get("SRV");
                List<SrvRecord> records = new ArrayList<>();
                if (found != null) {
                    for (Object value : Collections.list(found.getAll())) {
                        if (records.size() < MOST) {
                            records.add(record(String.valueOf(value)));
                        }
                    }
                }
                return records;
            } catch (NameNotFoundException e) {
                return List.of();
            } finally {
                dns.close();
            }
        };
    }

    /** As JNDI writes it: priority, weight, port and target. */
    private static SrvRecord record(String text) throws NamingException {
        String[] parts = text.split(" ");
        try {
            String target = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
            return new SrvRecord(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), target);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new NamingException("DNS gave an SRV record that can't be read");
        }
    }
}
