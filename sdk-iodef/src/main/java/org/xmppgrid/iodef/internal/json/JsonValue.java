package org.xmppgrid.iodef.internal.json;

import java.util.List;
import java.util.Map;

/** A value of a JSON text. Numbers keep their digits. */
sealed interface JsonValue {
    /** Members in the order of the text. */
    record Members(Map<String, JsonValue> byName) implements JsonValue {}

    record Items(List<JsonValue> values) implements JsonValue {}

    record Text(String text) implements JsonValue {}

    record Digits(String text) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record Truth(String text) implements JsonValue {}

    /** {@code null}, which stands for nothing. */
    record Nothing() implements JsonValue {}
}
