package org.xmppgrid.iodef.value;

import org.jspecify.annotations.Nullable;

/**
 * A token from one of IODEF's registries. The registries grow (RFC 7970 §4.3, §10.2), so each of these types is open:
 * the tokens that the RFC lists are constants, any other is a value like them. Two tokens of one type are equal when
 * their text is.
 */
public abstract class OpenToken {
    private final String token;
    private final boolean known;

    OpenToken(String token, boolean known) {
        this.token = token;
        this.known = known;
    }

    /**
     * The token as it stands in the document.
     *
     * @return the token, without white space around it
     */
    public final String token() {
        return token;
    }

    /**
     * Whether RFC 7970 lists this token.
     *
     * @return false for a token that was registered later, or that the sender made up
     */
    public final boolean isKnown() {
        return known;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass() && ((OpenToken) other).token.equals(token);
    }

    @Override
    public final int hashCode() {
        return token.hashCode();
    }

    @Override
    public final String toString() {
        return token;
    }
}
