package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stream management (XEP-0198) on one stream: is it agreed on, what do both ends say of what they have handled, and does
 * the session of an earlier stream go on here. Smack's own is switched off and sees none of these elements. The
 * {@code location} that a controller may name for resuming is not used: where to connect is the user's to say.
 */
final class StreamManagement {
    static final String NAMESPACE = "urn:xmpp:sm:3";
    static final String ASK = "<r xmlns='" + NAMESPACE + "'/>";

    /** XEP-0198 §3: the longest identifier that there may be. */
    static final int LONGEST_ID = 4000;

    /** Who gives no time is believed for a day. */
    private static final Duration NO_MAX = Duration.ofDays(1);

    private static final Set<String> ELEMENTS = Set.of("r", "a", "enabled", "resumed", "failed");

    /** What was asked of the controller and not answered yet. */
    private enum Open {
        NOTHING,
        ENABLE,
        RESUME
    }

    private final StreamState state;
    private final Optional<Exchange> former;
    private final Predicate<ManagementElement> send;
    private final Runnable answered;
    private final AtomicBoolean telling = new AtomicBoolean();
    private final AtomicBoolean dropped = new AtomicBoolean();
    private volatile Open open = Open.NOTHING;
    private volatile boolean resumed;

    /**
     * Stream management for one stream.
     *
     * @param state the stream's state
     * @param former the session that is to go on here, if there is one
     * @param send sends an element without waiting, and says whether it can
     * @param answered is told of an answer to what was asked
     */
    StreamManagement(
            StreamState state, Optional<Exchange> former, Predicate<ManagementElement> send, Runnable answered) {
        this.state = state;
        this.former = former;
        this.send = send;
        this.answered = answered;
    }

    // ---- what is asked

    /** Asks to go on with the earlier session (XEP-0198 §5). Returns false if there is none that can go on. */
    boolean askToResume() {
        String id = former.map(Exchange::continuity)
                .filter(continuity -> continuity.isResumable(System.nanoTime()))
                .map(Continuity::id)
                .orElse(null);
        if (id == null) {
            return false;
        }
        Continuity continuity = former.orElseThrow().continuity();
        open = Open.RESUME;
        send.test(new ManagementElement(
                "resume",
                () -> "<resume xmlns='" + NAMESPACE + "' h='" + continuity.handledCount() + "' previd='"
                        + OutgoingStanza.attribute(id) + "'/>"));
        return true;
    }

    /** Asks for acknowledgements, and for a session that can be resumed (XEP-0198 §3). */
    void askToEnable() {
        open = Open.ENABLE;
        send.test(new ManagementElement("enable", () -> {
            state.exchange().continuity().enabling();
            return "<enable xmlns='" + NAMESPACE + "' resume='true'/>";
        }));
    }

    /** Whether nothing is left to be answered. */
    boolean isAnswered() {
        return open == Open.NOTHING;
    }

    /** Whether the earlier session goes on here. */
    boolean isResumed() {
        return resumed;
    }

    /** Asks whether the controller is there (XEP-0198 §4). Returns false if it can't be asked in this way. */
    boolean probe() {
        Continuity continuity = state.exchange().continuity();
        if (!continuity.isCounting()) {
            return false;
        }
        ask();
        return true;
    }

    private void ask() {
        Continuity continuity = state.exchange().continuity();
        continuity.asked(send.test(new ManagementElement("r", () -> ASK)));
    }

    /** Tells the controller what was handled, so that it need not keep it for the next session. */
    void tell() {
        if (state.exchange().continuity().isCounting()) {
            tellHandled();
        }
    }

    /** The stream ended. Who drops a stream that wants to be resumed may mean just that. */
    void ended(WireException cause) {
        if (open == Open.RESUME && !dropped.getAndSet(true)) {
            Continuity continuity = former.orElseThrow().continuity();
            if (cause.fault().isPresent()) {
                continuity.spoil();
            } else {
                continuity.died();
            }
        }
    }

    // ---- what is answered

    /** Whether an element is for this: by its name, since Smack would act on it whatever its namespace. */
    static boolean isOurs(GridXmlPullParser parser) {
        return ELEMENTS.contains(parser.getName());
    }

    /**
     * Takes an element, on the reader thread.
     *
     * @param parser on the start tag; afterwards on the end tag
     * @throws WireException if the stream can't go on
     */
    void take(GridXmlPullParser parser) {
        parser.beginStanza();
        String name = parser.getName();
        boolean ours = parser.getNamespace().equals(NAMESPACE);
        OptionalLong count = number(parser.getAttributeValue("", "h"));
        Optional<String> id = text(parser.getAttributeValue("", name.equals("resumed") ? "previd" : "id"));
        boolean resumes = truth(parser.getAttributeValue("", "resume"));
        OptionalLong max = number(parser.getAttributeValue("", "max"));
        parser.endStanza();
        // What a stream brings that has ended is about another time: the session may have gone on elsewhere.
        if (!ours || !state.beginReading()) {
            return;
        }
        try {
            switch (name) {
                case "r" -> tell();
                case "a" -> acknowledged(count);
                case "enabled" -> enabled(resumes ? id.orElse(null) : null, max);
                case "resumed" -> resumed(id, count);
                default -> failed(count);
            }
        } finally {
            state.endReading();
        }
    }

    private void tellHandled() {
        Continuity continuity = state.exchange().continuity();
        // One that waits to be written tells of its moment: a second would say the same.
        if (telling.compareAndSet(false, true)) {
            boolean queued = send.test(new ManagementElement("a", () -> {
                telling.set(false);
                return "<a xmlns='" + NAMESPACE + "' h='" + continuity.handledCount() + "'/>";
            }));
            if (!queued) {
                telling.set(false);
            }
        }
    }

    private void acknowledged(OptionalLong count) {
        Continuity continuity = state.exchange().continuity();
        if (!continuity.isCounting()) {
            return;
        }
        continuity.acknowledged(count.orElseThrow(() -> unusable("a")));
        if (continuity.asks(state.isIdle())) {
            ask();
        }
    }

    private void enabled(@Nullable String id, OptionalLong max) {
        if (open == Open.ENABLE) {
            state.exchange()
                    .continuity()
                    .enabled(
                            id,
                            max.isPresent() && max.getAsLong() < NO_MAX.toSeconds()
                                    ? Duration.ofSeconds(max.getAsLong())
                                    : NO_MAX);
            settled();
        }
    }

    private void resumed(Optional<String> id, OptionalLong count) {
        if (open != Open.RESUME) {
            return;
        }
        Exchange session = former.orElseThrow();
        if (id.isEmpty() || !id.get().equals(session.continuity().id()) || count.isEmpty()) {
            session.continuity().spoil();
            throw unusable("resumed");
        }
        state.goOnWith(session, count.getAsLong());
        resumed = true;
        // Before anything else is: whoever has something to say waits until the stream is open.
        send.test(new ManagementElement("again", state::again));
        settled();
    }

    private void failed(OptionalLong count) {
        if (open == Open.RESUME) {
            former.orElseThrow().continuity().refused(count);
        } else if (open == Open.ENABLE) {
            state.exchange().continuity().notEnabled();
        }
        settled();
    }

    private void settled() {
        open = Open.NOTHING;
        answered.run();
    }

    private static WireException unusable(String element) {
        return new WireException(
                WireException.Kind.LOST,
                "The controller's <" + element + "/> is not what XEP-0198 says it is; the stream was ended",
                null,
                false,
                null);
    }

    // ---- what the network says

    private static OptionalLong number(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,10}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number <= 0xFFFF_FFFFL ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID);
    }

    private static boolean truth(@Nullable String text) {
        return "true".equals(text) || "1".equals(text);
    }
}
