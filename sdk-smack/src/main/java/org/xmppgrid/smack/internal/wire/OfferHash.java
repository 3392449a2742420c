package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * XEP-0474: a controller says with SCRAM what it had offered, and signs it with the account's key. Who changed the offer
 * on its way, to be shown a weaker login, is found out before anything is sent that could be used.
 */
final class OfferHash {
    /** What version 0.4.0 of the XEP separates names and lists with; neither can be in XML. */
    private static final String[] DELIMITERS = {"\u001e", "\u001f"};
    /** What it did before, and ejabberd 24 does. */
    private static final String[] OLD_DELIMITERS = {",", "|"};

    private OfferHash() {}

    /**
     * Whether the offer that arrived is the one that was made.
     *
     * @param claimed the value of the controller's {@code h} attribute
     * @param offer what arrived
     * @param digest SCRAM's hash function
     */
    static boolean matches(String claimed, SaslOffer offer, MessageDigest digest) {
        return isHashOf(claimed, text(offer, DELIMITERS), digest)
                || isUnambiguous(offer) && isHashOf(claimed, text(offer, OLD_DELIMITERS), digest);
    }

    private static boolean isHashOf(String claimed, String text, MessageDigest digest) {
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                claimed.getBytes(StandardCharsets.UTF_8), Base64.getEncoder().encode(hash));
    }

    /** A name with an old delimiter in it would be two names to the controller, of which one is hidden from us. */
    private static boolean isUnambiguous(SaslOffer offer) {
        return Stream.concat(
                        offer.mechanisms().stream(), offer.bindings().stream().flatMap(List::stream))
                .noneMatch(name -> name.contains(",") || name.contains("|"));
    }

    private static String text(SaslOffer offer, String[] delimiters) {
        return sorted(offer.mechanisms(), delimiters[0])
                + offer.bindings()
                        .map(bindings -> delimiters[1] + sorted(bindings, delimiters[0]))
                        .orElse("");
    }

    /** By octets, the "i;octet" of RFC 4790 §9.3: for the names that there are, Java's order is the same. */
    private static String sorted(List<String> names, String delimiter) {
        return names.stream().sorted().collect(Collectors.joining(delimiter));
    }
}
