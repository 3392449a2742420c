package org.xmppgrid.iodef.value;

/**
 * The data type of free content: {@code dtype} of AdditionalData and the other extension elements (RFC 7970 §2.16).
 *
 * <p>The schema calls it {@code dtype-type}. A token that the schema does not list is kept as it was read.
 */
public final class DataType extends OpenToken {
    private static final Vocabulary<DataType> VOCABULARY = new Vocabulary<>(DataType::new);

    /** {@code boolean}: The element content is of type BOOLEAN. */
    public static final DataType BOOLEAN = VOCABULARY.add("boolean");

    /** {@code byte}: The element content is of type BYTE. */
    public static final DataType BYTE = VOCABULARY.add("byte");

    /** {@code bytes}: The element content is of type HEXBIN. */
    public static final DataType BYTES = VOCABULARY.add("bytes");

    /** {@code character}: The element content is of type CHARACTER. */
    public static final DataType CHARACTER = VOCABULARY.add("character");

    /** {@code date-time}: The element content is of type DATETIME. */
    public static final DataType DATE_TIME = VOCABULARY.add("date-time");

    /** {@code integer}: The element content is of type INTEGER. */
    public static final DataType INTEGER = VOCABULARY.add("integer");

    /** {@code ntpstamp}: Same as date-time. */
    public static final DataType NTPSTAMP = VOCABULARY.add("ntpstamp");

    /** {@code portlist}: The element content is of type PORTLIST. */
    public static final DataType PORTLIST = VOCABULARY.add("portlist");

    /** {@code real}: The element content is of type REAL. */
    public static final DataType REAL = VOCABULARY.add("real");

    /** {@code string}: The element content is of type STRING. */
    public static final DataType STRING = VOCABULARY.add("string");

    /** {@code file}: The element content is a base64-encoded binary file encoded as a BYTE[] type. */
    public static final DataType FILE = VOCABULARY.add("file");

    /** {@code path}: The element content is a file-system path encoded as a STRING type. */
    public static final DataType PATH = VOCABULARY.add("path");

    /** {@code frame}: The element content is a Layer 2 frame encoded as a HEXBIN type. */
    public static final DataType FRAME = VOCABULARY.add("frame");

    /** {@code packet}: The element content is a Layer 3 packet encoded as a HEXBIN type. */
    public static final DataType PACKET = VOCABULARY.add("packet");

    /** {@code ipv4-packet}: The element content is an IPv4 packet encoded as a HEXBIN type. */
    public static final DataType IPV4_PACKET = VOCABULARY.add("ipv4-packet");

    /** {@code ipv6-packet}: The element content is an IPv6 packet encoded as a HEXBIN type. */
    public static final DataType IPV6_PACKET = VOCABULARY.add("ipv6-packet");

    /** {@code url}: The element content is of type URL. */
    public static final DataType URL = VOCABULARY.add("url");

    /** {@code csv}: The element content is a comma-separated value (CSV) list, encoded as a STRING type. */
    public static final DataType CSV = VOCABULARY.add("csv");

    /** {@code winreg}: The element content is a Microsoft Windows registry key encoded as a STRING type. */
    public static final DataType WINREG = VOCABULARY.add("winreg");

    /** {@code xml}: The element content is XML. See RFC 7970 §5.2. */
    public static final DataType XML = VOCABULARY.add("xml");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final DataType EXT_VALUE = VOCABULARY.add("ext-value");

    private DataType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static DataType of(String token) {
        return VOCABULARY.of(token);
    }
}
