package org.xmppgrid.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A message filter: an item passes if it has, for each of the criteria, the value that the filter names. Immutable.
 *
 * <p>{@link #toString()} is its canonical text, in which it stands in the name of a sub-topic: {@code name=value} pairs
 * joined by {@code &}, sorted by name, with all but the letters, digits, dots, hyphens, underscores and tildes of ASCII
 * percent-encoded in UTF-8 (RFC 3986 §2.1) with capital digits. Equal filters have equal texts and the other way round.
 */
public final class TopicFilter {
    private static final String LITERAL = "-._~";

    private final SortedMap<String, String> values;

    private TopicFilter(Map<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * A filter by one criterion.
     *
     * @param criterion the {@linkplain Criterion#name() name} of the criterion
     * @param value the value that an item must have, compared as it is
     * @return the filter
     * @throws IllegalArgumentException if the name is none of a criterion, the value is empty or no Unicode text
     */
    public static TopicFilter of(String criterion, String value) {
        return new TopicFilter(Map.of()).and(criterion, value);
    }

    /**
     * This filter, narrowed by another criterion.
     *
     * @param criterion the name of the criterion
     * @param value the value that an item must have too
     * @return the filter of both
     * @throws IllegalArgumentException as for {@link #of}, and if the filter has this criterion already
     */
    public TopicFilter and(String criterion, String value) {
        Criterion.requireName(criterion);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The value of the criterion " + criterion + " is empty");
        }
        encode(value);
        Map<String, String> narrowed = new TreeMap<>(values);
        if (narrowed.put(criterion, value) != null) {
            throw new IllegalArgumentException("The filter " + this + " has a value for " + criterion + " already");
        }
        return new TopicFilter(narrowed);
    }

    /**
     * A filter from its canonical text.
     *
     * @param text what {@link #toString()} gave
     * @return the filter
     * @throws IllegalArgumentException if the text is not the canonical one of any filter
     */
    public static TopicFilter parse(String text) {
        return ifCanonical(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Not the canonical text of a filter, such as severity=high&type=worm: '" + text + "'"));
    }

    static Optional<TopicFilter> ifCanonical(String text) {
        try {
            Map<String, String> values = new TreeMap<>();
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                Criterion.requireName(pair.substring(0, Math.max(equals, 0)));
                values.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
            }
            TopicFilter filter = new TopicFilter(values);
            // whatever could be written in two ways is accepted in one, so that a name has one meaning
            return values.containsValue("") || !filter.toString().equals(text) ? Optional.empty() : Optional.of(filter);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The values by the names of their criteria.
     *
     * @return the values, sorted by name; never empty
     */
    public SortedMap<String, String> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicFilter filter && filter.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(pair -> pair.getKey() + '=' + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A filter's value has half of a surrogate pair", e);
        }
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (isLiteral((char) next)) {
                text.append((char) next);
            } else {
                text.append('%').append(String.format("%02X", next));
            }
        }
        return text.toString();
    }

    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (isLiteral(next)) {
                bytes.write(next);
            } else if (next == '%' && i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                throw new IllegalArgumentException("a character is not escaped");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isLiteral(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || LITERAL.indexOf(c) >= 0;
    }
}
