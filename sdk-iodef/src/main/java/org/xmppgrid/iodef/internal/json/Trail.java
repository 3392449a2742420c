package org.xmppgrid.iodef.internal.json;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where in a JSON text something stands: a JSON Pointer (RFC 6901), with names shortened and made printable. */
final class Trail {
    private static final int MAX_NAME = 80;
    private static final int MAX_STEPS = 12;

    private final Deque<Object> steps = new ArrayDeque<>();

    void enter(String name) {
        steps.addLast(name);
    }

    /** @param index from 0, as the pointer has it */
    void enter(int index) {
        steps.addLast(index);
    }

    void leave() {
        steps.removeLast();
    }

    /** A name as messages may show it: a sender chose it, and could have chosen a megabyte of line breaks. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), MAX_NAME); i++) {
            char c = name.charAt(i);
            shown.append(c > ' ' && c < 0x7f ? c : '?');
        }
        return name.length() > MAX_NAME ? shown.append("...").toString() : shown.toString();
    }

    /** The pointer; of a long one its beginning and end. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        int position = 0;
        for (Object step : steps) {
            position++;
            if (position <= MAX_STEPS || position > steps.size() - MAX_STEPS) {
                path.append('/').append(step instanceof String name ? escaped(name) : step);
            } else if (position == MAX_STEPS + 1) {
                path.append("/...");
            }
        }
        return path.toString();
    }

    private static String escaped(String name) {
        return shown(name).replace("~", "~0").replace("/", "~1");
    }
}
