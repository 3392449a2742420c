package org.xmppgrid.iodef.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as IODEF writes it ({@code DATETIME}, an {@code xs:dateTime}, RFC 7970 §2.8), kept exactly as it was
 * read. Neither the text nor the schema of RFC 7970 asks for a time zone, so {@link #instant()} can be empty where
 * {@link #local()} is not. Two times are equal when their text is.
 */
public final class IodefTime {
    private static final Pattern DATE_TIME = Pattern.compile(
            "(-?[0-9]{4,9})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?");
    private static final int ZONE = 8;
    private static final int MAX_OFFSET_HOURS = 14;

    private final String text;

    private IodefTime(String text) {
        this.text = text;
    }

    /**
     * The time that a text stands for. Nothing is refused: what is no {@code xs:dateTime} has neither an instant nor a
     * local time.
     *
     * @param text the text; white space around it is not part of it
     * @return the time
     */
    public static IodefTime of(String text) {
        return new IodefTime(text.strip());
    }

    /**
     * An instant, written in UTC.
     *
     * @param instant the instant
     * @return the time
     */
    public static IodefTime of(Instant instant) {
        return of(instant.atOffset(ZoneOffset.UTC));
    }

    /**
     * A time with its offset from UTC, as RFC 7970's own examples write it.
     *
     * @param time the time
     * @return the time
     * @throws IllegalArgumentException if the offset has seconds or is beyond 14 hours, which {@code xs:dateTime} has
     *     no way to say
     */
    public static IodefTime of(OffsetDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        if (seconds % 60 != 0 || Math.abs(seconds) > MAX_OFFSET_HOURS * 3600) {
            throw new IllegalArgumentException("time: xs:dateTime can't express the offset " + time.getOffset());
        }
        // Not toString(): it drops ":00" seconds, and xs:dateTime has no form without seconds.
        String text = time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        return new IodefTime(text.startsWith("+") ? text.substring(1) : text);
    }

    /**
     * The time as it stands in the document.
     *
     * @return the text, without white space around it
     */
    public String text() {
        return text;
    }

    /**
     * The instant.
     *
     * @return the instant, to the nanosecond; empty when there is no zone or the text is no {@code xs:dateTime}
     */
    public Optional<Instant> instant() {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches() || parts.group(ZONE) == null) {
            return Optional.empty();
        }
        return local(parts).flatMap(local -> offset(parts.group(ZONE)).map(local::toInstant));
    }

    /**
     * The date and time of day, leaving the zone aside.
     *
     * @return the local time, to the nanosecond; empty when the text is no {@code xs:dateTime}
     */
    public Optional<LocalDateTime> local() {
        Matcher parts = DATE_TIME.matcher(text);
        return parts.matches() ? local(parts) : Optional.empty();
    }

    private static Optional<LocalDateTime> local(Matcher parts) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            int hour = Integer.parseInt(parts.group(4));
            int minute = Integer.parseInt(parts.group(5));
            int second = Integer.parseInt(parts.group(6));
            int nano = nanos(parts.group(7));
            if (hour == 24 && minute == 0 && second == 0 && nano == 0) {
                // The last instant of a day has two names in XML Schema part 2 §3.2.7.
                return Optional.of(date.plusDays(1).atStartOfDay());
            }
            return Optional.of(date.atTime(LocalTime.of(hour, minute, second, nano)));
        } catch (DateTimeException e) {
            return Optional.empty(); // right in form, wrong in value: the 31st of February
        }
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static Optional<ZoneOffset> offset(String zone) {
        if (zone.equals("Z")) {
            return Optional.of(ZoneOffset.UTC);
        }
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(4));
        if (minutes > MAX_OFFSET_HOURS * 60 || zone.charAt(4) > '5') {
            return Optional.empty();
        }
        return Optional.of(ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IodefTime time && time.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
