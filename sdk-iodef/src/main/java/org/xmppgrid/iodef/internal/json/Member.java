package org.xmppgrid.iodef.internal.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One member of an object: which part of a class it stands for, and how. */
interface Member {
    String name();

    /** Whether RFC 8727 has an array here. */
    boolean isList();

    /** @return null when the part has nothing that the member could say */
    @Nullable
    JsonValue write(Object part, Writing writing);

    /**
     * @param whole the object that the member stands in
     * @param filling takes what is to be set
     */
    void read(JsonValue json, JsonValue.Members whole, Reading reading, Filling filling);

    /** Lists the items of an array, or the one value where an array should be; reports what is not as it should be. */
    static List<JsonValue> items(JsonValue json, boolean list, Reading reading) {
        if (json instanceof JsonValue.Items items) {
            if (list) {
                return items.values();
            }
            reading.oddType("One value stands here in RFC 8727, not an array; the first was read. Send it alone.");
            if (items.values().size() > 1) {
                reading.notKept("Only the first value of the array was kept; there is no place for more.");
            }
            return items.values().stream().limit(1).toList();
        }
        if (list) {
            reading.oddType("An array stands here in RFC 8727; the value was read as its only item. Send an array.");
        }
        return List.of(json);
    }

    /** The text of another member, without a report: it has its own. */
    static @Nullable String peek(JsonValue.Members whole, String name) {
        return whole.byName().get(name) instanceof JsonValue.Text text ? text.text() : null;
    }

    /** What a name in {@code members} stands for. */
    static Map<String, Member> byName(List<Member> members) {
        Map<String, Member> byName = new HashMap<>();
        members.forEach(member -> byName.put(member.name(), member));
        return byName;
    }
}
