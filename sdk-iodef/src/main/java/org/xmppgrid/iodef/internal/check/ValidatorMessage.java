package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of the JDK's validator, taken apart. It starts with a code of XML Schema part 1 appendix C; what follows
 * quotes the document, so only names that stand in known places at its end are taken from it, never a value.
 */
final class ValidatorMessage {
    private static final Pattern ATTRIBUTE = Pattern.compile(
            " of attribute '([^']{1,200})' on element '[^']*' is not valid with respect to its type, '[^']*'\\.$");
    private static final Pattern FIXED_ATTRIBUTE =
            Pattern.compile(" Attribute '([^']{1,200})' has a fixed value of '([^']{1,40})'\\.$");
    private static final Pattern NAMED_ATTRIBUTE = Pattern.compile("^[^']*Attribute '([^']+)' ");
    private static final Pattern TYPE = Pattern.compile(" for (?:type )?'([^']{1,60})'\\.$");
    private static final Pattern EXPECTED = Pattern.compile("One of '\\{([^']*)\\}' is expected\\.$");
    private static final Pattern TOKENS =
            Pattern.compile("'\\[([A-Za-z0-9, -]+)\\]'\\. It must be a value from the enumeration\\.$");
    private static final Pattern IDENTIFIER = Pattern.compile(" ID(?:REF| value) '([^']*)'\\.$");

    private final String text;
    private final String code;

    ValidatorMessage(@Nullable String message) {
        text = String.valueOf(message);
        int colon = text.indexOf(':');
        code = colon < 0 || colon > 60 ? "" : text.substring(0, colon);
    }

    String code() {
        return code;
    }

    /** The attribute whose value is wrong, with its prefix. */
    @Nullable
    String attribute() {
        return lastGroup(ATTRIBUTE);
    }

    /** The attribute that has one value only. */
    @Nullable
    String fixedAttribute() {
        return lastGroup(FIXED_ATTRIBUTE);
    }

    /** The one value of that attribute, which is the schema's, not the document's. */
    @Nullable
    String fixedValue() {
        Matcher found = FIXED_ATTRIBUTE.matcher(text);
        return found.find() ? found.group(2) : null;
    }

    /** The attribute that is missing or not allowed, with its prefix. */
    @Nullable
    String namedAttribute() {
        Matcher found = NAMED_ATTRIBUTE.matcher(text);
        return found.find() ? ElementTrack.shortened(found.group(1)) : null;
    }

    /** The name of the type that a value is not of. */
    @Nullable
    String type() {
        return lastGroup(TYPE);
    }

    /** The identifier that is there twice or not at all: to be compared, not to be shown. */
    @Nullable
    String identifier() {
        return lastGroup(IDENTIFIER);
    }

    /** The tokens that an enumeration has. */
    List<String> tokens() {
        String tokens = lastGroup(TOKENS);
        return tokens == null ? List.of() : List.of(tokens.split(", "));
    }

    /** The local names of the elements that may stand where something else does, or where nothing is left. */
    List<String> expected() {
        String names = lastGroup(EXPECTED);
        List<String> expected = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(", ")) {
                expected.add(name.substring(name.lastIndexOf(':') + 1));
            }
        }
        return expected;
    }

    private @Nullable String lastGroup(Pattern pattern) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
