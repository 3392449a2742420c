package org.xmppgrid.iodef.detection;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Hash;
import org.xmppgrid.iodef.value.OpenToken;

/** Tokens with their extensions. */
final class Tokens {
    private Tokens() {}

    /** The type that a token means: its extension where that stands instead (RFC 7970 §5.1.1). */
    static ObservableType type(@Nullable OpenToken token, @Nullable String extension, String absent) {
        boolean extended = token == null || token.token().equals("ext-value");
        if (extended && extension != null && !extension.isBlank()) {
            return ObservableType.of(extension);
        }
        return ObservableType.of(token == null ? absent : token.token());
    }

    static @Nullable String algorithm(@Nullable Hash hash) {
        return hash == null || hash.getDigestMethod() == null
                ? null
                : Texts.algorithm(hash.getDigestMethod().getAlgorithm());
    }
}
