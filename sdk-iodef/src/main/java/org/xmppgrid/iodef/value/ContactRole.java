package org.xmppgrid.iodef.value;

/**
 * The part that a contact plays in the incident: {@code role} of Contact (RFC 7970 §3.9).
 *
 * <p>The schema calls it {@code contact-role-type}. A token that the schema does not list is kept as it was read.
 */
public final class ContactRole extends OpenToken {
    private static final Vocabulary<ContactRole> VOCABULARY = new Vocabulary<>(ContactRole::new);

    /** {@code creator}: The entity that generates the document. */
    public static final ContactRole CREATOR = VOCABULARY.add("creator");

    /** {@code reporter}: The entity that reported the information. */
    public static final ContactRole REPORTER = VOCABULARY.add("reporter");

    /** {@code admin}: An administrative contact or business owner for an asset or organization. */
    public static final ContactRole ADMIN = VOCABULARY.add("admin");

    /**
     * {@code tech}: An entity responsible for the day-to-day management of technical issues for an asset or
     * organization.
     */
    public static final ContactRole TECH = VOCABULARY.add("tech");

    /** {@code provider}: An external hosting provider for an asset. */
    public static final ContactRole PROVIDER = VOCABULARY.add("provider");

    /** {@code user}: An end-user of an asset or part of an organization. */
    public static final ContactRole USER = VOCABULARY.add("user");

    /** {@code billing}: An entity responsible for billing issues for an asset or organization. */
    public static final ContactRole BILLING = VOCABULARY.add("billing");

    /** {@code legal}: An entity responsible for legal issues related to an asset or organization. */
    public static final ContactRole LEGAL = VOCABULARY.add("legal");

    /** {@code abuse}: An entity responsible for handling abuse originating from an asset or organization. */
    public static final ContactRole ABUSE = VOCABULARY.add("abuse");

    /** {@code irt}: An entity responsible for handling security issues for an asset or organization. */
    public static final ContactRole IRT = VOCABULARY.add("irt");

    /** {@code cc}: An entity that is to be kept informed about the events related to an asset or organization. */
    public static final ContactRole CC = VOCABULARY.add("cc");

    /**
     * {@code cc-irt}: A CSIRT or information-sharing organization coordinating activity related to an asset or
     * organization.
     */
    public static final ContactRole CC_IRT = VOCABULARY.add("cc-irt");

    /**
     * {@code leo}: A law enforcement organization supporting the investigation of activity affecting an asset
     * or organization.
     */
    public static final ContactRole LEO = VOCABULARY.add("leo");

    /** {@code vendor}: The vendor that produces an asset. */
    public static final ContactRole VENDOR = VOCABULARY.add("vendor");

    /**
     * {@code vendor-services}: A vendor that provides services; the schema lists this token, the text calls it
     * vendor-support.
     */
    public static final ContactRole VENDOR_SERVICES = VOCABULARY.add("vendor-services");

    /** {@code vendor-support}: A vendor that provides services. */
    public static final ContactRole VENDOR_SUPPORT = VOCABULARY.add("vendor-support");

    /** {@code victim}: A victim in the incident. */
    public static final ContactRole VICTIM = VOCABULARY.add("victim");

    /** {@code victim-notified}: A victim in the incident who has been notified. */
    public static final ContactRole VICTIM_NOTIFIED = VOCABULARY.add("victim-notified");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final ContactRole EXT_VALUE = VOCABULARY.add("ext-value");

    private ContactRole(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static ContactRole of(String token) {
        return VOCABULARY.of(token);
    }
}
