package org.xmppgrid.iodef.value;

/**
 * What was done to a Windows registry key: {@code registryaction} of Key (RFC 7970 §3.23.1).
 *
 * <p>The schema calls it {@code key-registryaction-type}. A token that the schema does not list is kept as it was read.
 */
public final class RegistryAction extends OpenToken {
    private static final Vocabulary<RegistryAction> VOCABULARY = new Vocabulary<>(RegistryAction::new);

    /** {@code add-key}: Registry key added. */
    public static final RegistryAction ADD_KEY = VOCABULARY.add("add-key");

    /** {@code add-value}: Value added to a registry key. */
    public static final RegistryAction ADD_VALUE = VOCABULARY.add("add-value");

    /** {@code delete-key}: Registry key deleted. */
    public static final RegistryAction DELETE_KEY = VOCABULARY.add("delete-key");

    /** {@code delete-value}: Value deleted from a registry key. */
    public static final RegistryAction DELETE_VALUE = VOCABULARY.add("delete-value");

    /** {@code modify-key}: Registry key modified. */
    public static final RegistryAction MODIFY_KEY = VOCABULARY.add("modify-key");

    /** {@code modify-value}: Value modified in a registry key. */
    public static final RegistryAction MODIFY_VALUE = VOCABULARY.add("modify-value");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final RegistryAction EXT_VALUE = VOCABULARY.add("ext-value");

    private RegistryAction(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static RegistryAction of(String token) {
        return VOCABULARY.of(token);
    }
}
