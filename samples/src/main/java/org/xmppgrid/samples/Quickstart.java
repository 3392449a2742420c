package org.xmppgrid.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.ValidationPolicy;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridBroker;

/**
 * The workflow of RFC 8600 figure 2 on a grid of its own: an incident goes from a provider through a broker to a
 * consumer. Publishes the documents of RFC 7970 §7 and RFC 8274 appendix B, or the files named on the command line.
 */
public final class Quickstart {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the RFC's second topic carries: not incidents, so the consumer leaves it alone. */
    private static final PayloadType<RawPayload> POSTURE =
            RawPayload.type("http://www.trustedcomputinggroup.org/2010/IFMAP-METADATA/2", "posture");

    private static final List<String> DOCUMENTS = List.of(
            "rfc7970-7.1-minimal.xml",
            "rfc7970-7.2-campaign-indicators.xml",
            "rfc8274-B.1-malware-delivery-url.xml",
            "rfc8274-B.2-ddos.xml",
            "rfc8274-B.3-spear-phishing.xml",
            "rfc8274-B.4-malware.xml",
            "rfc8274-B.5-iot-malware.xml");

    private Quickstart() {}

    /**
     * Runs the workflow.
     *
     * @param args the IODEF files to publish; none publishes the RFCs' documents
     */
    public static void main(String[] args) {
        try {
            Map<String, IodefDocument> documents = args.length == 0 ? builtIn() : read(List.of(args));
            try (GridBroker server = GridBroker.start()) {
                play(server, documents);
            }
        } catch (GridException | IllegalStateException | UncheckedIOException e) {
            System.err.println("The quickstart failed: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            System.err.println("The quickstart was interrupted.");
            System.exit(1);
        }
    }

    private static void play(GridBroker server, Map<String, IodefDocument> documents) throws InterruptedException {
        say("A Controller for " + server.domain() + " with a Broker at " + server.broker() + " listens on "
                + server.host() + ":" + server.port() + ", TLS only.");
        try (Grid provider = connect(server, server.account("provider"), "Provider");
                Grid consumer = connect(server, server.account("consumer"), "Consumer")) {
            createTopics(provider);
            BlockingQueue<Item<? extends IodefDocument>> received = new LinkedBlockingQueue<>();
            List<Subscription> subscriptions = subscribe(consumer, received);
            say("The Provider publishes " + documents.size() + " IODEF document" + (documents.size() == 1 ? "" : "s")
                    + " to MILEHost.");
            // Iodef.DOCUMENT would refuse what breaks the schema, and one of RFC 7970's own examples does.
            Topic<IodefDocument> topic = provider.topic("MILEHost", Iodef.document(ValidationPolicy.WARN));
            for (Map.Entry<String, IodefDocument> document : documents.entrySet()) {
                sayErrors(document.getKey(), document.getValue());
                String id = topic.publish(document.getValue());
                Item<? extends IodefDocument> item = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (item == null) {
                    throw new IllegalStateException("The Broker confirmed " + document.getKey()
                            + " and the Consumer did not receive it within " + PATIENCE.toSeconds() + " s");
                }
                say("");
                say("The Consumer received " + document.getKey() + " as item " + item.id()
                        + (item.id().equals(id) ? "" : " (published as " + id + ")") + ":");
                IncidentLines.of(item.payload()).forEach(Quickstart::say);
            }
            say("");
            say("All that was published arrived. " + subscriptions);
        }
        say("Both Platforms closed their sessions; the Controller has stopped.");
    }

    private static void sayErrors(String name, IodefDocument document) {
        List<Finding> errors = Iodef.validate(document).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            say("");
            say(name + (DOCUMENTS.contains(name) ? ", the RFC's own example," : "")
                    + " breaks the schema of RFC 7970 or" + " its text; it is published all the same, with a warning:");
            errors.forEach(error -> say("  " + error));
        }
    }

    private static Grid connect(GridBroker server, Account account, String role) {
        Grid grid = Grid.as(account.address())
                .password(account.password())
                .endpoint(server.host(), server.port())
                .trust(server.authorityPem())
                .connect();
        say("The " + role + " established an XMPP client session (RFC 6120) as " + grid.address() + ".");
        return grid;
    }

    private static void createTopics(Grid provider) {
        Topic<IodefDocument> topic = provider.topic("MILEHost", Iodef.DOCUMENT);
        AppliedConfig accepted = topic.create(TopicConfig.secure().title("MILE Host Data"));
        say("The Provider requested creation of the Topic MILEHost; the Broker accepted, access by "
                + accepted.config().accessModels().get(0).protocolName() + ".");
        provider.topic("NEA1", POSTURE).create(TopicConfig.secure().title("Endpoint Posture Information"));
        say("The Provider requested creation of the Topic NEA1; the Broker accepted.");
        topic.approvals().decide(request -> {
            boolean ours = request.subscriber().isIn(provider.address().domain());
            say("The Topic's owner " + (ours ? "approves" : "denies") + " the subscription of " + request.subscriber()
                    + " to " + request.topic() + ".");
            return ours ? Decision.APPROVE : Decision.DENY;
        });
    }

    private static List<Subscription> subscribe(Grid consumer, BlockingQueue<Item<? extends IodefDocument>> received) {
        say("The Consumer requests the list of Topics of " + consumer.broker() + ", one Topic a page (XEP-0059):");
        int number = 0;
        for (TopicPage page : consumer.topics().pageSize(1).pages()) {
            for (TopicPage.Entry entry : page.entries()) {
                say("  page " + ++number + ": " + entry.name()
                        + entry.title().map(title -> " \"" + title + '"').orElse(""));
            }
        }
        say("The Consumer queries each Topic for the type of its data:");
        List<Subscription> subscriptions = new ArrayList<>();
        for (TopicInfo info : consumer.topics()) {
            boolean iodef = info.carries(Iodef.DOCUMENT);
            say("  " + info + (iodef ? ": subscribes" : ": not IODEF"));
            if (iodef) {
                subscriptions.add(consumer.topic(info.name(), Iodef.DOCUMENT).subscribe(received::add));
            }
        }
        for (Subscription subscription : subscriptions) {
            say("The subscription to " + subscription.topic() + " is "
                    + subscription.awaitDecision(PATIENCE).name().toLowerCase() + ".");
        }
        return subscriptions;
    }

    private static Map<String, IodefDocument> builtIn() {
        Map<String, IodefDocument> documents = new LinkedHashMap<>();
        for (String name : DOCUMENTS) {
            try (InputStream in = Quickstart.class.getResourceAsStream("incidents/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("The document " + name + " is missing from the samples' resources");
                }
                documents.put(name, Iodef.read(in));
            } catch (IOException e) {
                throw new UncheckedIOException(name + " can't be read: " + e.getMessage(), e);
            }
        }
        return documents;
    }

    private static Map<String, IodefDocument> read(List<String> files) {
        Map<String, IodefDocument> documents = new LinkedHashMap<>();
        files.forEach(file -> documents.put(file, Iodef.read(Path.of(file))));
        return documents;
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
