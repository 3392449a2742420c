package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.SessionSecurity;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsPolicyBuilder;
import org.xmppgrid.sdk.TlsVersion;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.ConformanceReport;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;
import org.xmppgrid.testkit.conformance.SecurityMatrix.Column;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every way to log in, at every server, over every version of TLS that RFC 8600 §8.3.1 allows and both kinds of
 * connection. What has to come of it is in {@code security-matrix-expected.md}, which was written by hand from the
 * standards and from what the servers are known to do; what came of it is printed, and published in
 * {@code docs/security-matrix.md}.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class SecurityMatrixIT {
    private static final String USER = "consumer";
    private static final SecurityMatrix EXPECTED = SecurityMatrix.parse(resource("security-matrix-expected.md"));
    private static final SecurityMatrix SEEN = new SecurityMatrix(resource("security-matrix-preamble.md"));

    /** The tests of one server. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Cells {

        /** The certificates of the server that runs. */
        abstract GridPki pki(GridServer server);

        static Stream<Arguments> cells() {
            return Arrays.stream(TlsVersion.values()).flatMap(version -> Arrays.stream(Transport.values())
                    .flatMap(transport ->
                            Arrays.stream(Login.values()).map(login -> Arguments.of(version, transport, login))));
        }

        @ParameterizedTest
        @EnumSource
        @Clause(value = "RFC 8600 §8.3.1 offer", title = "the controller offers SASL mechanisms once TLS is there")
        void offer_whenTlsIsThere_thenIsWhatIsExpected(TlsVersion version, GridServer server) throws Exception {
            Offer startTls = Offer.of(server, pki(server), USER, version, Transport.STARTTLS);
            Offer directTls = Offer.of(server, pki(server), USER, version, Transport.DIRECT_TLS);

            note(server, SecurityMatrix.MECHANISMS, version, startTls.mechanisms());
            note(server, SecurityMatrix.BINDINGS, version, startTls.bindings());
            assertThat(directTls).isEqualTo(startTls);
            assertThat(startTls.mechanisms()).isEqualTo(expected(server, SecurityMatrix.MECHANISMS, version));
            assertThat(startTls.bindings()).isEqualTo(expected(server, SecurityMatrix.BINDINGS, version));
        }

        @ParameterizedTest(name = "{0}, {1}, {2}")
        @MethodSource("cells")
        @Clause(
                value = "RFC 8600 §8.3.1 SASL",
                title = "the mechanism, its binding and the version of TLS are those of policy and offer")
        void connect_whenAllowed_thenTheOutcomeIsWhatIsExpected(
                TlsVersion version, Transport transport, Login login, GridServer server, ConformanceReport report) {
            String outcome = connect(version, transport, login, server);

            note(server, login.toString(), version, outcome);
            assertThat(outcome).isEqualTo(expected(server, login.toString(), version));
            deviation(login)
                    .filter(known -> server.deviations().contains(known))
                    .ifPresent(known -> report.deviates(known, "logged in by " + outcome));
        }

        /** What was negotiated, or why there is no session. */
        private String connect(TlsVersion version, Transport transport, Login login, GridServer server) {
            TlsPolicyBuilder tls = TlsPolicy.builder()
                    .trust(server.authority())
                    .minimum(version)
                    .maximum(version);
            Account account = server.account(USER);
            int port = transport == Transport.STARTTLS
                    ? server.port()
                    : server.directTlsPort().orElseThrow();
            GridBuilder platform = Grid.as(account.address())
                    .endpoints(new Endpoint(server.host(), port, transport, 0, 0))
                    .broker(server.broker());
            try (Grid grid = login.addTo(platform, tls, pki(server), account).connect()) {
                SessionSecurity security = grid.security();
                assertThat(security.tlsVersion()).isEqualTo(version);
                assertThat(security.endpoint().transport()).isEqualTo(transport);
                assertThat(grid.address().bare().toString()).isEqualTo(account.address());
                return security.mechanism().protocolName()
                        + security.channelBinding()
                                .map(binding -> " with " + binding)
                                .orElse("");
            } catch (GridException refusal) {
                assertThat(refusal).hasMessageNotContaining(account.password());
                return "refused: " + refusal.reason()
                        + refusal.condition()
                                .map(condition -> ", server says " + condition)
                                .orElse(", nothing secret sent");
            }
        }

        private static Optional<Deviation> deviation(Login login) {
            return switch (login) {
                case NO_ADDRESS -> Optional.of(Deviation.CERTIFICATE_WITHOUT_ADDRESS_IS_ANYBODY);
                case REVOKED -> Optional.of(Deviation.REVOKED_CERTIFICATE_ACCEPTED);
                default -> Optional.empty();
            };
        }
    }

    private static void note(GridServer server, String row, TlsVersion version, String cell) {
        SEEN.release(server.name(), release(server));
        SEEN.put(server.name(), row, Column.of(version), cell);
    }

    private static String expected(GridServer server, String row, TlsVersion version) {
        return EXPECTED.cell(server.name(), row, Column.of(version)).orElse("nothing is written of it");
    }

    /** The first two numbers of a version: what comes after them corrects errors. The embedded grid is of this build. */
    private static String release(GridServer server) {
        return server instanceof GridBroker ? "" : server.version().replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private static String resource(String name) {
        try (InputStream in = SecurityMatrixIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " can't be read", e);
        }
    }

    @Nested
    class AtEmbedded extends Cells {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(
                ServerKind.EMBEDDED,
                () -> GridBroker.builder().checkRevocation().start());

        @Override
        GridPki pki(GridServer server) {
            return ((GridBroker) server).pki();
        }
    }

    @Nested
    class AtProsody extends Cells {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(
                ServerKind.PROSODY,
                () -> ProsodyServer.builder().checkRevocation().start());

        @Override
        GridPki pki(GridServer server) {
            return ((ProsodyServer) server).pki();
        }
    }

    @Nested
    class AtEjabberd extends Cells {
        @RegisterExtension
        static final GridExtension grid = GridExtension.ejabberd();

        @Override
        GridPki pki(GridServer server) {
            return ((EjabberdServer) server).pki();
        }
    }

    @Nested
    class AtCurrentProsody extends Cells {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.PROSODY_13, () -> ProsodyServer.current()
                .checkRevocation()
                .endPointBinding()
                .start());

        @Override
        GridPki pki(GridServer server) {
            return ((ProsodyServer) server).pki();
        }
    }

    @Nested
    class AtCurrentEjabberd extends Cells {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.EJABBERD_24);

        @Override
        GridPki pki(GridServer server) {
            return ((EjabberdServer) server).pki();
        }
    }

    /** Comes last. */
    @Nested
    @Order(Integer.MAX_VALUE)
    class Published {
        @Test
        void docs_whenServersRan_thenSayWhatWasSeen() throws IOException {
            Path published = Path.of("..", "docs", "security-matrix.md");
            String before = Files.exists(published) ? Files.readString(published) : "";
            String now = SecurityMatrix.parse(before).with(SEEN).toString();
            System.out.println("\n" + SEEN);
            Files.writeString(Path.of("target", "security-matrix.md"), SEEN.toString());
            if (Boolean.getBoolean("xmppgrid.matrix.write")) {
                Files.writeString(published, now);
                return;
            }

            assertThat(before)
                    .as("docs/security-matrix.md is out of date; see its first lines for how it is written anew")
                    .isEqualTo(now);
        }
    }
}
