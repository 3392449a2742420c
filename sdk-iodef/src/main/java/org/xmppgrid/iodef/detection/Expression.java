package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.value.Finding;

/**
 * What an indicator says, as a tree of terms joined by operators (RFC 7970 §3.29.5), ready to be evaluated.
 *
 * <p>What can't be understood is in the tree as {@link Unresolved}: an operator that is not registered, a reference to
 * nowhere. It is neither true nor false, and so is a whole expression whose result hangs on it.
 *
 * <p>An indicator that others refer to is one object, however many do, and evaluated once at most, as is a leaf: time is bounded by the
 * length of the document, not by the number of ways through it. No tree is deeper than {@value #MAX_DEPTH}. Immutable; safe
 * to share between threads; told apart by identity.
 */
public abstract sealed class Expression {
    /** Terms inside each other, those of referenced indicators included: 128, the depth of a document. */
    public static final int MAX_DEPTH = 128;

    private final int depth;

    private Expression(int depth) {
        this.depth = depth;
    }

    final int depth() {
        return depth;
    }

    private static int above(List<Expression> terms) {
        return 1 + terms.stream().mapToInt(Expression::depth).max().orElse(0);
    }

    /**
     * Whether the expression is true, whatever its unresolved terms may be.
     *
     * @param matches whether a leaf was observed; called in document order on the calling thread, once for each leaf that
     *     the result still depends on
     * @return true if it is certainly true; false if it is false, or can't be decided
     */
    public final boolean evaluate(Predicate<? super Match> matches) {
        return decide(matches).orElse(false);
    }

    /**
     * Whether the expression is true, false, or neither because of unresolved terms (Kleene's three values: true or unknown
     * is true, false and unknown is false, not unknown is unknown).
     *
     * @param matches whether a leaf was observed; called as for {@link #evaluate}
     * @return the result; empty if it depends on what is unresolved
     */
    public final Optional<Boolean> decide(Predicate<? super Match> matches) {
        return Optional.ofNullable(new Evaluation(matches).of(this));
    }

    /**
     * The leaves of the expression and of the indicators it refers to, each once.
     *
     * @return the leaves in document order of their mention
     */
    public final List<Match> matches() {
        List<Match> found = new ArrayList<>();
        collect(found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return List.copyOf(found);
    }

    void collect(List<Match> found, Set<Expression> seen) {
        for (Expression term : terms()) {
            term.collect(found, seen);
        }
    }

    /**
     * The terms that an operator joins, in document order.
     *
     * @return the terms; empty for a leaf, and for an indicator that is referred to
     */
    public List<Expression> terms() {
        return List.of();
    }

    /** True when all of its terms are. */
    public static final class And extends Expression {
        private final List<Expression> terms;

        And(List<Expression> terms) {
            super(above(terms));
            this.terms = List.copyOf(terms);
        }

        @Override
        public List<Expression> terms() {
            return terms;
        }

        /** The kind and the number of terms. */
        @Override
        public String toString() {
            return "And[" + terms.size() + " terms]";
        }
    }

    /** True when one of its terms is. */
    public static final class Or extends Expression {
        private final List<Expression> terms;

        Or(List<Expression> terms) {
            super(above(terms));
            this.terms = List.copyOf(terms);
        }

        @Override
        public List<Expression> terms() {
            return terms;
        }

        /** The kind and the number of terms. */
        @Override
        public String toString() {
            return "Or[" + terms.size() + " terms]";
        }
    }

    /**
     * True when an odd number of its terms is: the operator is applied between them, one after the other (RFC 7970
     * §3.29.5), so that of two terms exactly one is.
     */
    public static final class Xor extends Expression {
        private final List<Expression> terms;

        Xor(List<Expression> terms) {
            super(above(terms));
            this.terms = List.copyOf(terms);
        }

        @Override
        public List<Expression> terms() {
            return terms;
        }

        /** The kind and the number of terms. */
        @Override
        public String toString() {
            return "Xor[" + terms.size() + " terms]";
        }
    }

    /** True when its term is false. */
    public static final class Not extends Expression {
        private final Expression term;

        Not(Expression term) {
            super(1 + term.depth);
            this.term = term;
        }

        /**
         * What is negated.
         *
         * @return the term
         */
        public Expression term() {
            return term;
        }

        @Override
        public List<Expression> terms() {
            return List.of(term);
        }

        /** The kind. */
        @Override
        public String toString() {
            return "Not";
        }
    }

    /**
     * Something to be observed: an Observable of the expression, or the part that an ObservableReference means, which is one
     * object for all references to it.
     */
    public static final class Match extends Expression {
        private final PlacedPart placed;
        private final DisclosurePolicy policy;

        Match(PlacedPart placed, DisclosurePolicy policy) {
            super(1);
            this.placed = placed;
            this.policy = policy;
        }

        /**
         * What is to be observed.
         *
         * @return an Observable, or the part that has the {@code observable-id}
         */
        public Object part() {
            return placed.part();
        }

        /**
         * Where it stands, which for a reference is where its target does.
         *
         * @return the path, in the form that findings have
         */
        public String path() {
            return placed.path().toString();
        }

        /**
         * The values in it. RFC 7970 does not say whether several must be seen together. A bulk list is alternatives; for
         * other parts it is the parts that tell: a file with a name and a digest is one file.
         *
         * @return the values, one at a time
         */
        public Observables observed() {
            return new Observables(placed, policy);
        }

        /**
         * Whether one of the values in it is as wanted.
         *
         * @param wanted the condition
         * @return true if it holds for one; the others are not looked at
         */
        public boolean any(Predicate<? super Observed> wanted) {
            return observed().stream().anyMatch(wanted);
        }

        @Override
        void collect(List<Match> found, Set<Expression> seen) {
            if (seen.add(this)) {
                found.add(this);
            }
        }

        /** The path, not what is in it. */
        @Override
        public String toString() {
            return "Match[" + path() + "]";
        }
    }

    /** Another indicator of the document, by an IndicatorReference: true when that one is. */
    public static final class Referred extends Expression {
        private final PlacedPart indicator;
        private final Expression expression;

        Referred(PlacedPart indicator, Expression expression) {
            super(1 + expression.depth);
            this.indicator = indicator;
            this.expression = expression;
        }

        /**
         * The indicator that is meant.
         *
         * @return an Indicator of {@code org.xmppgrid.iodef.model}
         */
        public Object indicator() {
            return indicator.part();
        }

        /**
         * What the indicator says.
         *
         * @return the expression; the same object for each reference to the indicator
         */
        public Expression expression() {
            return expression;
        }

        @Override
        void collect(List<Match> found, Set<Expression> seen) {
            if (expression instanceof Match || seen.add(expression)) {
                expression.collect(found, seen);
            }
        }

        /** The path of the indicator. */
        @Override
        public String toString() {
            return "Referred[" + indicator.path() + "]";
        }
    }

    /** A term that can't be understood. */
    public static final class Unresolved extends Expression {
        private final Finding problem;

        Unresolved(Finding problem) {
            super(1);
            this.problem = Objects.requireNonNull(problem);
        }

        /**
         * Why it can't.
         *
         * @return a finding of {@link IndicatorView#problems}
         */
        public Finding problem() {
            return problem;
        }

        /** The rule that is broken, and where. */
        @Override
        public String toString() {
            return "Unresolved[" + problem.rule() + " at " + problem.path() + "]";
        }
    }
}
