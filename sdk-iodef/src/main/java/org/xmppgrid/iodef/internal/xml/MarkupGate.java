package org.xmppgrid.iodef.internal.xml;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the markup of a document before the parser does, which takes in a whole start tag before anyone can count its
 * attributes, in a time that grows with the square of their number. It follows tags, comments, CDATA and instructions
 * just far enough to count; where markup is broken the parser says so. Of bytes it also sees whether they are UTF-8, which
 * the parser takes on trust.
 */
final class MarkupGate {
    private static final int TEXT = 0;
    private static final int OPEN = 1;
    private static final int TAG = 2;
    private static final int QUOTED = 3;
    private static final int INSTRUCTION = 4;
    private static final int BANG = 5;
    private static final int COMMENT = 6;
    private static final int CDATA = 7;
    private static final int DASH = 8;

    /** The first instruction of a document may name its encoding; longer than any that does. */
    private static final int MAX_DECLARATION = 200;

    private static final String NOT_UTF_8 =
            "It has bytes that are no UTF-8, and does not say that it is in another encoding";

    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    /** Those that write ASCII as ASCII and nothing else so, or that were decoded before. */
    private static final Pattern READ =
            Pattern.compile("utf-?(8|16|32).*|us-ascii|ascii|iso-8859-\\d+|windows-125\\d|latin-?1");

    private final int maxAttributes;
    private @Nullable String fault;
    private int state = TEXT;
    private int attributes;
    private int quote;
    /** The last two characters of a comment, a CDATA section or an instruction, for their ends. */
    private int last;

    private int beforeLast;

    private StringBuilder declaration = new StringBuilder(64);
    private boolean atStart = true;
    private boolean utf8 = true;
    private int owed;
    private int low = 0x80;
    private int high = 0xBF;

    MarkupGate(int maxAttributes) {
        this.maxAttributes = maxAttributes;
    }

    /**
     * Refuses whatever comes behind the place where something was wrong: up to there, the parser should come, which knows
     * what to call the place.
     */
    void checkOpen() throws IOException {
        if (fault != null) {
            throw new IOException(fault);
        }
    }

    /**
     * The next bytes of a document in an encoding that writes ASCII as ASCII.
     *
     * @return how many of them may be read on
     */
    int check(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            // A loop of its own for each of the usual states, of which each byte is seen by one: this is every byte of
            // every document.
            int b = bytes[i];
            if (owed == 0) {
                if (state == TEXT) {
                    while (b >= 0 && b != '<' && ++i < end) {
                        b = bytes[i];
                    }
                } else if (state == QUOTED) {
                    int closing = quote;
                    while (b >= 0 && b != closing && ++i < end) {
                        b = bytes[i];
                    }
                } else if (state == TAG) {
                    while (b > '>' && ++i < end) {
                        b = bytes[i];
                    }
                }
                if (i == end) {
                    break;
                }
            }
            if ((b | -owed) < 0) {
                checkUtf8(b & 0xFF);
                last = 0;
            } else {
                step(b);
            }
            if (fault != null) {
                return stopped(i - offset);
            }
            i++;
        }
        return length;
    }

    /**
     * The next characters of a document.
     *
     * @return how many of them may be read on
     */
    int check(char[] characters, int offset, int length) throws IOException {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = characters[i];
            if (state == TEXT) {
                if (c == '<') {
                    state = OPEN;
                }
            } else if (state == QUOTED) {
                if (c == quote) {
                    state = TAG;
                }
            } else {
                step(c);
                if (fault != null) {
                    return stopped(i - offset);
                }
            }
        }
        return length;
    }

    private int stopped(int read) throws IOException {
        if (read == 0) {
            checkOpen();
        }
        return read;
    }

    private void step(int c) {
        switch (state) {
            case TEXT -> state = c == '<' ? OPEN : TEXT;
            case QUOTED -> state = c == quote ? TAG : QUOTED;
            case OPEN -> {
                last = 0;
                beforeLast = 0;
                attributes = 0;
                state = c == '?' ? INSTRUCTION : c == '!' ? BANG : c == '>' ? TEXT : TAG;
                atStart &= state == INSTRUCTION;
            }
            case TAG -> {
                if (c == '"' || c == '\'') {
                    quote = c;
                    state = QUOTED;
                } else if (c == '>') {
                    state = TEXT;
                } else if (c == '=' && ++attributes > maxAttributes) {
                    fault = "An element has more than " + maxAttributes + " attributes";
                }
            }
            case BANG -> {
                // What is neither is a DOCTYPE, which is refused as soon as the parser sees it.
                state = c == '-' ? DASH : c == '[' ? CDATA : TEXT;
            }
            case DASH -> state = c == '-' ? COMMENT : TEXT; // neither dash of a start belongs to the end
            case COMMENT -> until('-', '-', c);
            case CDATA -> until(']', ']', c);
            default -> {
                if (atStart && declaration.length() < MAX_DECLARATION) {
                    declaration.append((char) c);
                }
                until(0, '?', c);
                if (state == TEXT && atStart) {
                    atStart = false;
                    checkEncoding(declaration.toString());
                    declaration = new StringBuilder();
                }
            }
        }
    }

    private void checkEncoding(String text) {
        if (!text.startsWith("xml ")
                && !text.startsWith("xml\t")
                && !text.startsWith("xml\n")
                && !text.startsWith("xml\r")) {
            return; // an instruction, and no declaration
        }
        if (text.length() == MAX_DECLARATION) {
            fault = "Its XML declaration is longer than any that means something";
            return;
        }
        if (text.contains("encoding=\"UTF-8\"") || text.contains("encoding='UTF-8'")) {
            return; // nearly all
        }
        Matcher encoding = ENCODING.matcher(text.toLowerCase(Locale.ROOT));
        if (encoding.find()) {
            String name = encoding.group(1);
            utf8 = name.startsWith("utf-8") || name.equals("utf8");
            if (!READ.matcher(name).matches()) {
                fault = "It is in the encoding " + name + ", which is not read";
            }
        }
    }

    /** The end of what is followed: two characters, of which the first may be any when it is given as 0, and then {@code >}. */
    private void until(int first, int second, int c) {
        if (c == '>' && last == second && (first == 0 || beforeLast == first)) {
            state = TEXT;
        }
        beforeLast = last;
        last = c;
    }

    /** The shortest form of a character that Unicode has, and nothing else (RFC 3629 §4). */
    private void checkUtf8(int b) {
        if (!utf8) {
            return;
        }
        if (owed > 0) {
            if (b < low || b > high) {
                fault = NOT_UTF_8;
                return;
            }
            owed--;
            low = 0x80;
            high = 0xBF;
            return;
        }
        if (b >= 0xC2 && b <= 0xDF) {
            owed = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            owed = 2;
            low = b == 0xE0 ? 0xA0 : 0x80;
            high = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            owed = 3;
            low = b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            fault = NOT_UTF_8;
        }
    }
}
