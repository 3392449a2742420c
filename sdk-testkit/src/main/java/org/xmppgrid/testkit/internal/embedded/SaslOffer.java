package org.xmppgrid.testkit.internal.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one stream offers for logging in.
 *
 * @param shown the mechanisms that the client is shown
 * @param shownBindings the channel bindings that the client is shown; empty for no advertisement (XEP-0440)
 * @param believed the mechanisms by which the server judges the client
 * @param hashedBindings the channel bindings that the hash of XEP-0474 is made of
 * @param bindings the channel bindings that are accepted, with their data
 */
record SaslOffer(
        List<String> shown,
        List<String> shownBindings,
        List<String> believed,
        List<String> hashedBindings,
        Map<String, byte[]> bindings) {

    private static final String PLUS = "-PLUS";
    /** XEP-0474 §3.1. */
    private static final String BETWEEN_NAMES = "\u001e";

    private static final String BETWEEN_LISTS = "\u001f";

    /** What can be had on this connection; what is shown differs from it only where a test ordered that. */
    static SaslOffer on(ServerTls.Secured channel, SaslSettings settings, SaslFaults faults) {
        Map<String, byte[]> bindings = new LinkedHashMap<>();
        for (ChannelBinding binding : ChannelBinding.values()) {
            if (settings.bindings().contains(binding.type())) {
                binding.data(channel).ifPresent(data -> bindings.put(binding.type(), data));
            }
        }
        List<String> mechanisms = settings.mechanisms().stream()
                .filter(name -> !name.endsWith(PLUS) || !bindings.isEmpty())
                .filter(name -> !name.equals("EXTERNAL") || channel.client().isPresent())
                .toList();
        List<String> advertised = settings.bindingsAdvertised() ? List.copyOf(bindings.keySet()) : List.of();
        Optional<SaslFaults.Mechanisms> falseList = faults.strike(SaslFaults.Mechanisms.class);
        Optional<SaslFaults.Bindings> falseBindings = faults.strike(SaslFaults.Bindings.class);
        return new SaslOffer(
                falseList.map(SaslFaults.Mechanisms::shown).orElse(mechanisms),
                falseBindings.map(SaslFaults.Bindings::shown).orElse(advertised),
                falseList
                        .filter(SaslFaults.Mechanisms::hashed)
                        .map(SaslFaults.Mechanisms::shown)
                        .orElse(mechanisms),
                falseBindings
                        .filter(SaslFaults.Bindings::hashed)
                        .map(SaslFaults.Bindings::shown)
                        .orElse(advertised),
                bindings);
    }

    /** The features that say so. */
    List<Xml> features() {
        List<Xml> features = new ArrayList<>();
        if (!shown.isEmpty()) {
            features.add(Xml.element(Ns.SASL, "mechanisms")
                    .children(shown.stream()
                            .map(name ->
                                    Xml.element(Ns.SASL, "mechanism").text(name).build())
                            .toList())
                    .build());
        }
        if (!shownBindings.isEmpty()) {
            features.add(Xml.element(Ns.CHANNEL_BINDING, "sasl-channel-binding")
                    .children(shownBindings.stream()
                            .map(type -> Xml.element(Ns.CHANNEL_BINDING, "channel-binding")
                                    .attribute("type", type)
                                    .build())
                            .toList())
                    .build());
        }
        return features;
    }

    /** Whether a login may use it: what is shown falsely would be answered by whoever shows it. */
    boolean accepts(String mechanism) {
        return shown.contains(mechanism) || believed.contains(mechanism);
    }

    boolean offersPlus() {
        return believed.stream().anyMatch(name -> name.endsWith(PLUS));
    }

    /** The hash of what was offered, which goes into the login so that nobody can change the offer (XEP-0474 §3.1). */
    String hash(Scram scram) {
        String text = sorted(believed);
        if (!hashedBindings.isEmpty()) {
            text += BETWEEN_LISTS + sorted(hashedBindings);
        }
        return Base64.getEncoder().encodeToString(scram.hash(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String sorted(List<String> names) {
        return String.join(BETWEEN_NAMES, names.stream().sorted().toList());
    }
}
