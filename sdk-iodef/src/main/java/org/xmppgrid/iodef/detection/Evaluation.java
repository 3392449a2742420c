package org.xmppgrid.iodef.detection;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One evaluation of an expression. Null is neither true nor false. */
final class Evaluation {
    private final Predicate<? super Expression.Match> matches;
    /** What several may refer to: indicators and leaves. */
    private final Map<Expression, Optional<Boolean>> known = new IdentityHashMap<>();

    Evaluation(Predicate<? super Expression.Match> matches) {
        this.matches = matches;
    }

    @Nullable
    Boolean of(Expression expression) {
        if (expression instanceof Expression.And and) {
            return untilFound(and.terms(), false);
        }
        if (expression instanceof Expression.Or or) {
            return untilFound(or.terms(), true);
        }
        if (expression instanceof Expression.Xor xor) {
            return odd(xor.terms());
        }
        if (expression instanceof Expression.Not not) {
            Boolean term = of(not.term());
            return term == null ? null : !term;
        }
        if (expression instanceof Expression.Referred referred) {
            return once(referred.expression());
        }
        return expression instanceof Expression.Match ? once(expression) : null;
    }

    private @Nullable Boolean once(Expression shared) {
        Optional<Boolean> result = known.get(shared);
        if (result == null) {
            Boolean value = shared instanceof Expression.Match match ? (Boolean) matches.test(match) : of(shared);
            result = Optional.ofNullable(value);
            known.put(shared, result);
        }
        return result.orElse(null);
    }

    private @Nullable Boolean untilFound(List<Expression> terms, boolean deciding) {
        Boolean result = !deciding;
        for (Expression term : terms) {
            Boolean value = of(term);
            if (value == null) {
                result = null;
            } else if (value == deciding) {
                return deciding;
            }
        }
        return result;
    }

    private @Nullable Boolean odd(List<Expression> terms) {
        boolean odd = false;
        for (Expression term : terms) {
            Boolean value = of(term);
            if (value == null) {
                return null;
            }
            odd ^= value;
        }
        return odd;
    }
}
