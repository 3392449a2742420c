package org.xmppgrid.iodef.confidentiality;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.value.Restriction;

/**
 * What the tokens of {@code restriction} and {@code ext-restriction} mean here, as one of four levels: public, partner,
 * need-to-know, private (RFC 7970 §3.3.1).
 *
 * <p>The colours of the Traffic Light Protocol are other names of the four: white is public, green is partner, amber is
 * need-to-know, red is private. What has no meaning by the RFC is private until it is given one here: {@code default},
 * which stands for a policy that was agreed on elsewhere, extended values, and tokens that are not registered. TLP 2.0's
 * AMBER+STRICT, for which IODEF has no token, is one of these.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class DisclosurePolicy {
    private static final List<Restriction> LEVELS =
            List.of(Restriction.PUBLIC, Restriction.PARTNER, Restriction.NEED_TO_KNOW, Restriction.PRIVATE);
    private static final List<Restriction> COLOURS =
            List.of(Restriction.WHITE, Restriction.GREEN, Restriction.AMBER, Restriction.RED);
    private static final DisclosurePolicy STRICT = new DisclosurePolicy(Restriction.PRIVATE, Map.of());

    private final Restriction byDefault;
    private final Map<String, Restriction> extensions;

    private DisclosurePolicy(Restriction byDefault, Map<String, Restriction> extensions) {
        this.byDefault = byDefault;
        this.extensions = extensions;
    }

    /**
     * The policy that knows only what the RFC says: {@code default}, extended and unknown values are private.
     *
     * @return the policy
     */
    public static DisclosurePolicy strict() {
        return STRICT;
    }

    /**
     * The same policy with a meaning for {@code restriction="default"}.
     *
     * @param meaning what the parties agreed on: one of the four levels or the four colours
     * @return another policy
     * @throws IllegalArgumentException if the meaning is itself no level or colour
     */
    public DisclosurePolicy withDefault(Restriction meaning) {
        return new DisclosurePolicy(levelOrRefuse("meaning", meaning), extensions);
    }

    /**
     * The same policy with a meaning for an extended value, as it stands in {@code ext-restriction}, or in
     * {@code restriction} where a sender put an unregistered token there. Upper and lower case are the same.
     *
     * @param token the token, such as {@code amber-strict}
     * @param meaning one of the four levels or the four colours
     * @return another policy
     * @throws IllegalArgumentException if the meaning is itself no level or colour, or is weaker than a colour that the
     *     token's name has in it: nothing called amber-strict may go further than amber
     */
    public DisclosurePolicy withExtension(String token, Restriction meaning) {
        Restriction level = levelOrRefuse("meaning", meaning);
        String key = key(token);
        for (Restriction colour : List.of(Restriction.AMBER, Restriction.RED)) {
            if (List.of(key.split("[^a-z]+")).contains(colour.token()) && rank(level) < COLOURS.indexOf(colour)) {
                throw new IllegalArgumentException("meaning: " + token + " can't mean less than " + colour + ", but "
                        + meaning + " does. Give it " + colour + " or what is stricter.");
            }
        }
        Map<String, Restriction> more = new HashMap<>(extensions);
        more.put(key, level);
        return new DisclosurePolicy(byDefault, Map.copyOf(more));
    }

    /**
     * The level that a part states itself, in its attributes {@code restriction} and {@code ext-restriction}. A part
     * that has both although only one may stand (RFC 7970 §5.1.1) means the stricter.
     *
     * @param part an object of a class of {@code org.xmppgrid.iodef.model}
     * @return public, partner, need-to-know or private; empty when it states none, or its class has no such attribute
     * @throws IllegalArgumentException if it is no part of a document
     */
    public Optional<Restriction> stated(Object part) {
        if (!ModelClass.isPart(part)) {
            throw new IllegalArgumentException("part: " + part.getClass().getName() + " is no class of the model");
        }
        Restriction restriction = (Restriction) attribute(part, "restriction");
        String extension = (String) attribute(part, "extRestriction");
        if (extension == null) {
            return Optional.ofNullable(restriction).map(this::level);
        }
        Restriction extended = extensions.getOrDefault(key(extension), Restriction.PRIVATE);
        return Optional.of(
                restriction == null || restriction.equals(Restriction.EXT_VALUE)
                        ? extended
                        : strictest(extended, level(restriction)));
    }

    private static @Nullable Object attribute(Object part, String name) {
        return ModelClass.of(part)
                .property(name)
                .map(property -> property.get(part))
                .orElse(null);
    }

    /**
     * The level that a token means.
     *
     * @param restriction the token
     * @return public, partner, need-to-know or private
     */
    public Restriction level(Restriction restriction) {
        if (restriction.equals(Restriction.DEFAULT)) {
            return byDefault;
        }
        return listed(restriction)
                .orElseGet(() -> extensions.getOrDefault(key(restriction.token()), Restriction.PRIVATE));
    }

    /** A level that a caller asks for must not be guessed: what is private for a part would be everything for a reader. */
    static Restriction levelOrRefuse(String argument, Restriction restriction) {
        return listed(restriction)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                argument + ": " + restriction
                                        + " is no level. Use public, partner, need-to-know or private, or a colour from white to red."));
    }

    private static Optional<Restriction> listed(Restriction restriction) {
        int colour = COLOURS.indexOf(restriction);
        int level = colour >= 0 ? colour : LEVELS.indexOf(restriction);
        return level >= 0 ? Optional.of(LEVELS.get(level)) : Optional.empty();
    }

    /** From 0, public, to 3, private. */
    static int rank(Restriction level) {
        return LEVELS.indexOf(level);
    }

    static Restriction strictest(Restriction a, Restriction b) {
        return rank(a) < rank(b) ? b : a;
    }

    private static String key(String token) {
        return token.strip().toLowerCase(Locale.ROOT);
    }
}
