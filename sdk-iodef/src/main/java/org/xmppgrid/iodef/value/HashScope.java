package org.xmppgrid.iodef.value;

/**
 * What a hash was computed over: {@code scope} of HashData (RFC 7970 §3.26).
 *
 * <p>The schema calls it {@code hashdata-scope-type}. A token that the schema does not list is kept as it was read.
 */
public final class HashScope extends OpenToken {
    private static final Vocabulary<HashScope> VOCABULARY = new Vocabulary<>(HashScope::new);

    /** {@code file-contents}: A hash computed over the entire contents of a file. */
    public static final HashScope FILE_CONTENTS = VOCABULARY.add("file-contents");

    /** {@code file-pe-section}: A hash computed on a given section of a Windows Portable Executable (PE) file. */
    public static final HashScope FILE_PE_SECTION = VOCABULARY.add("file-pe-section");

    /** {@code file-pe-iat}: A hash computed on the Import Address Table (IAT) of a PE file. */
    public static final HashScope FILE_PE_IAT = VOCABULARY.add("file-pe-iat");

    /** {@code file-pe-resource}: A hash computed on a given resource in a PE file. */
    public static final HashScope FILE_PE_RESOURCE = VOCABULARY.add("file-pe-resource");

    /** {@code file-pdf-object}: A hash computed on a given object in a Portable Document Format (PDF) file. */
    public static final HashScope FILE_PDF_OBJECT = VOCABULARY.add("file-pdf-object");

    /** {@code email-hash}: A hash computed over the headers and body of an email message. */
    public static final HashScope EMAIL_HASH = VOCABULARY.add("email-hash");

    /** {@code email-headers-hash}: A hash computed over all of the headers of an email message. */
    public static final HashScope EMAIL_HEADERS_HASH = VOCABULARY.add("email-headers-hash");

    /** {@code email-body-hash}: A hash computed over the body of an email message. */
    public static final HashScope EMAIL_BODY_HASH = VOCABULARY.add("email-body-hash");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final HashScope EXT_VALUE = VOCABULARY.add("ext-value");

    private HashScope(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static HashScope of(String token) {
        return VOCABULARY.of(token);
    }
}
