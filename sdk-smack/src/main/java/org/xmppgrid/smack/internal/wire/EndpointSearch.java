package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Reason;

/**
 * Finds out where a domain's controller may be: by its SRV records for STARTTLS (RFC 6120 §3.2.1) and for direct TLS
 * (XEP-0368 §3), mixed by priority and weight, and if it has none at port 5222 of the domain itself.
 */
final class EndpointSearch {
    /** How much of the time may go by with asking for SRV records: one part of so many. */
    private static final int SHARES = 3;

    private static final Pattern HOST = Pattern.compile("[^/:\\s]+");

    private final SrvLookup services;
    private final HostLookup hosts;
    private final EndpointOrder order;

    EndpointSearch(SrvLookup services, HostLookup hosts, EndpointOrder order) {
        this.services = services;
        this.hosts = hosts;
        this.order = order;
    }

    /** By what the operating system knows. */
    static EndpointSearch bySystem() {
        return new EndpointSearch(
                SrvLookup.at("dns:"), InetAddress::getAllByName, new EndpointOrder(new SecureRandom()));
    }

    /**
     * Where to try.
     *
     * @throws GridConnectionException if the domain says that it has no controller
     * @throws InterruptedException if the calling thread was interrupted
     */
    OpeningStep.Located locate(WireSettings settings, Deadline deadline) throws InterruptedException {
        if (!settings.endpoints().isEmpty()) {
            return new OpeningStep.Located(order.of(settings.endpoints()), "given");
        }
        String domain = settings.account().domain();
        String ascii = new ControllerName(domain, Transport.STARTTLS).ascii();
        Endpoint itself = Endpoint.startTls(ascii, WireSettings.DEFAULT_PORT);
        if (HostLookup.isAddress(ascii)) {
            return new OpeningStep.Located(List.of(itself), "an address has no SRV records");
        }
        List<Endpoint> found = new ArrayList<>();
        boolean refused;
        try {
            Deadline answerBy = deadline.share(SHARES);
            Errands.Errand<List<SrvRecord>> direct =
                    Errands.NETWORK.start(answerBy, () -> services.records("_xmpps-client._tcp." + ascii));
            List<SrvRecord> plain = Errands.NETWORK.run(answerBy, () -> services.records("_xmpp-client._tcp." + ascii));
            add(found, plain, Transport.STARTTLS);
            add(found, direct.get(answerBy), Transport.DIRECT_TLS);
            refused = !plain.isEmpty();
        } catch (NamingException | TimeoutException e) {
            if (found.isEmpty()) {
                return new OpeningStep.Located(
                        List.of(itself),
                        "DNS did not answer for SRV records (" + e.getClass().getSimpleName() + "), so port "
                                + WireSettings.DEFAULT_PORT + " of the domain");
            }
            refused = false;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A DNS lookup fails in an unknown way", e);
        }
        if (!found.isEmpty()) {
            return new OpeningStep.Located(order.of(found.subList(0, Math.min(found.size(), SrvLookup.MOST))), "SRV");
        }
        if (refused) {
            // RFC 2782: a target of "." says that the service is decidedly not available.
            throw new GridConnectionException(
                    Reason.HOST_UNKNOWN,
                    "The domain " + domain + " says by its SRV records that it has no XMPP controller. Check the part"
                            + " of the address after the @, or give the controller's Endpoint",
                    null,
                    null);
        }
        return new OpeningStep.Located(
                List.of(itself), "no SRV records, so port " + WireSettings.DEFAULT_PORT + " of the domain");
    }

    private static void add(List<Endpoint> found, List<SrvRecord> records, Transport transport) {
        for (SrvRecord record : records) {
            // DNS can say what is no host's name.
            if (HOST.matcher(record.target()).matches() && record.port() > 0) {
                found.add(new Endpoint(record.target(), record.port(), transport, record.priority(), record.weight()));
            }
        }
    }

    /** The addresses of a host. Takes its time; done as an errand. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        return hosts.addresses(host);
    }
}
