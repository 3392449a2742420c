package org.xmppgrid.iodef.internal.xml;

/**
 * How much of a document is read before it is refused.
 *
 * @param depth elements inside each other
 * @param elements elements in all
 * @param attributes attributes and namespace declarations of one element
 * @param textLength characters of one text or one attribute value
 * @param totalLength characters of all names, attribute values and texts
 */
public record ReadLimits(int depth, int elements, int attributes, int textLength, int totalLength) {
    public static final int MAX_DEPTH = 128;
    public static final int MAX_ELEMENTS = 100_000;
    public static final int MAX_ATTRIBUTES = 64;
    public static final int MAX_TEXT_LENGTH = 8 * 1024 * 1024;
    public static final int MAX_TOTAL_LENGTH = 32 * 1024 * 1024;

    public static final ReadLimits DEFAULT =
            new ReadLimits(MAX_DEPTH, MAX_ELEMENTS, MAX_ATTRIBUTES, MAX_TEXT_LENGTH, MAX_TOTAL_LENGTH);
}
