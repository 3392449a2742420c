package org.xmppgrid.sdk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes observations to the log, one line of key=value pairs each. */
enum LoggingObserver implements GridObserver {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger("org.xmppgrid.sdk");

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

    private static String line(Observation o) {
        StringBuilder line = new StringBuilder("event=")
                .append(o.kind())
                .append(" platform=")
                .append(o.platform());
        o.peer().ifPresent(peer -> line.append(" peer=").append(quoted(peer.toString())));
        o.topic().ifPresent(topic -> line.append(" topic=").append(quoted(topic)));
        o.attributes()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(quoted(value)));
        return line.append(" detail=").append(quoted(o.detail())).toString();
    }

    /** What a stranger chose must not start a line of its own in somebody's log. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().limit(1000).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else {
                quoted.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : (char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
