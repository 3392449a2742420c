package org.xmppgrid.sdk;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes observations to the log, one line of key=value pairs each. */
enum LoggingObserver implements GridObserver {
    INSTANCE;

    /** Longer values are cut; in characters. */
    static final int MAX_VALUE = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("org.xmppgrid.sdk");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_.:@/+-]{1," + MAX_VALUE + "}");
    private static final Pattern NOT_FOR_KEYS = Pattern.compile("[^A-Za-z0-9_.-]");

    @Override
    public void observed(Observation observation) {
        Level level =
                switch (observation.kind()) {
                    case CONNECTED, AUTHENTICATED, CLOSED -> Level.INFO;
                    default -> Level.WARN;
                };
        if (LOG.isEnabledForLevel(level)) {
            LOG.atLevel(level).log(line(observation));
        }
    }

    static String line(Observation o) {
        StringBuilder line = new StringBuilder();
        pair(line, "event", o.kind().name());
        pair(line, "platform", o.platform().toString());
        o.peer().ifPresent(peer -> pair(line, "peer", peer.toString()));
        o.topic().ifPresent(topic -> pair(line, "topic", topic));
        o.attributes()
                .forEach((name, value) -> pair(line, NOT_FOR_KEYS.matcher(name).replaceAll("_"), value));
        pair(line, "detail", o.detail());
        return line.toString();
    }

    private static void pair(StringBuilder line, String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (BARE.matcher(value).matches()) {
            line.append(value);
        } else {
            quote(line, value);
        }
    }

    /** What a stranger chose must not start a line or a pair of its own, nor colour or turn round somebody's log. */
    private static void quote(StringBuilder line, String value) {
        line.append('"');
        int end = Math.min(value.length(), MAX_VALUE);
        for (int i = 0; i < end; ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                line.append('\\').append((char) c);
            } else if (isSafe(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04X", c));
            }
        }
        line.append(value.length() > end ? "...\"" : "\"");
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
