package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Reason;

/** EXTERNAL (RFC 4422 appendix A, XEP-0178 §2): the certificate that was shown in the TLS handshake speaks. */
final class ExternalExchange implements SaslExchange {
    private static final int NAMES_SHOWN = 10;

    private final ClientCertificate certificate;
    private final GridAddress account;

    /**
     * An exchange about to begin.
     *
     * @param certificate the platform's certificate
     * @param account the bare address of the account
     */
    ExternalExchange(ClientCertificate certificate, GridAddress account) {
        this.certificate = certificate;
        this.account = account;
    }

    /**
     * Nothing where the certificate says whose it is, as XEP-0178 §2 wants. Otherwise the account: of several accounts the
     * controller can't know which is meant, and of none it would have to guess.
     */
    @Override
    public byte[] first() throws SaslFaultException {
        Optional<X509Certificate> leaf = certificate.certificate();
        List<String> named = leaf.map(OtherNames::xmppAddresses).orElse(List.of());
        if (!named.isEmpty() && named.stream().noneMatch(this::isTheAccount)) {
            throw new SaslFaultException(
                    Reason.CLIENT_CERTIFICATE_REFUSED,
                    "was not asked: the platform's certificate ("
                            + leaf.get().getSubjectX500Principal().getName() + ") is for "
                            + String.join(", ", named.subList(0, Math.min(NAMES_SHOWN, named.size()))) + " and not for "
                            + account);
        }
        return named.size() == 1 ? new byte[0] : account.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean isTheAccount(String name) {
        try {
            return GridAddress.of(name).equals(account);
        } catch (IllegalArgumentException e) {
            // Not an address, so not the account's.
            return false;
        }
    }

    @Override
    public byte[] answer(byte[] challenge) throws SaslFaultException {
        throw new SaslFaultException(
                Reason.PROTOCOL_VIOLATION, "challenges a login that has no more to say (EXTERNAL)");
    }

    @Override
    public void succeeded() {
        // Whether it is the right account shows in the address that is bound.
    }

    @Override
    public void failed() {
        // Nothing secret is held here.
    }
}
