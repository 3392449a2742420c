package org.xmppgrid.iodef.value;

/**
 * How the terms of an expression are joined: {@code operator} of IndicatorExpression (RFC 7970 §3.29.4).
 *
 * <p>The schema calls it {@code indicatorexpression-operator-type}. A token that the schema does not list is kept as it was read.
 */
public final class IndicatorOperator extends OpenToken {
    private static final Vocabulary<IndicatorOperator> VOCABULARY = new Vocabulary<>(IndicatorOperator::new);

    /** {@code not}: Negation. */
    public static final IndicatorOperator NOT = VOCABULARY.add("not");

    /** {@code and}: Conjunction. */
    public static final IndicatorOperator AND = VOCABULARY.add("and");

    /** {@code or}: Disjunction. */
    public static final IndicatorOperator OR = VOCABULARY.add("or");

    /** {@code xor}: Exclusive disjunction. */
    public static final IndicatorOperator XOR = VOCABULARY.add("xor");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final IndicatorOperator EXT_VALUE = VOCABULARY.add("ext-value");

    private IndicatorOperator(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static IndicatorOperator of(String token) {
        return VOCABULARY.of(token);
    }
}
