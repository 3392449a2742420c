package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IndicatorReference;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IndicatorOperator;

/** Makes expressions of indicators, those first that others refer to. */
final class ExpressionReader {
    private final References references;
    private final DisclosurePolicy policy;
    private final Map<PlacedPart, Expression> expressions = new IdentityHashMap<>();
    private final Map<PlacedPart, Expression.Match> matches = new IdentityHashMap<>();
    private final Map<PlacedPart, List<Finding>> problems = new IdentityHashMap<>();
    private List<Finding> current = new ArrayList<>();

    ExpressionReader(References references, DisclosurePolicy policy) {
        this.references = references;
        this.policy = policy;
        for (PlacedPart indicator : references.graph().order()) {
            current = new ArrayList<>();
            expressions.put(indicator, indicator(indicator));
            problems.put(indicator, current);
        }
    }

    Expression expression(PlacedPart indicator) {
        return expressions.get(indicator);
    }

    List<Finding> problems(PlacedPart indicator) {
        return problems.get(indicator);
    }

    private Expression indicator(PlacedPart indicator) {
        List<PlacedPart> terms =
                indicator.children().stream().filter(ExpressionReader::isTerm).toList();
        if (terms.size() != 1) {
            return unresolved(
                    indicator,
                    "indicator-term",
                    "RFC 7970 §3.29",
                    "It has " + terms.size() + " of Observable, ObservableReference, IndicatorExpression and"
                            + " IndicatorReference. Give it exactly one; an IndicatorExpression joins several.");
        }
        return term(terms.get(0), 1);
    }

    private static boolean isTerm(PlacedPart child) {
        Object part = child.part();
        return part instanceof Observable
                || part instanceof ObservableReference
                || part instanceof IndicatorExpression
                || part instanceof IndicatorReference;
    }

    private Expression term(PlacedPart term, int depth) {
        if (depth > Expression.MAX_DEPTH) {
            return tooDeep(term);
        }
        if (term.part() instanceof IndicatorExpression expression) {
            return joined(term, expression, depth);
        }
        if (term.part() instanceof Observable) {
            return new Expression.Match(term, policy);
        }
        Optional<Finding> problem = references.problem(term);
        if (problem.isPresent()) {
            return unresolved(problem.get());
        }
        if (term.part() instanceof ObservableReference reference) {
            return references
                    .target(reference.getUidRef())
                    .<Expression>map(target -> matches.computeIfAbsent(target, at -> new Expression.Match(at, policy)))
                    .orElseThrow();
        }
        return referred(term, (IndicatorReference) term.part(), depth);
    }

    private Expression referred(PlacedPart term, IndicatorReference reference, int depth) {
        Optional<PlacedPart> target = references.target(reference.getUidRef());
        if (target.isEmpty()) {
            return unresolved(new Finding(
                    Finding.Severity.INFO,
                    term.path().attribute("euid-ref").toString(),
                    "reference-external",
                    "RFC 7970 §3.29.7",
                    "The indicator is in another document; what it says is not known here."));
        }
        if (references.graph().isCycle(term, references)) {
            return unresolved(IndicatorGraph.cycle(term));
        }
        Expression expression = expressions.get(target.get());
        return depth + expression.depth() > Expression.MAX_DEPTH
                ? tooDeep(term)
                : new Expression.Referred(target.get(), expression);
    }

    private Expression joined(PlacedPart placed, IndicatorExpression expression, int depth) {
        List<Expression> terms = new ArrayList<>();
        for (PlacedPart child : placed.children()) {
            if (isTerm(child)) {
                terms.add(term(child, depth + 1));
            }
        }
        if (terms.isEmpty()) {
            return unresolved(
                    placed,
                    "expression-empty",
                    "RFC 7970 §3.29.4",
                    "It has no term. Add one, or leave the expression out.");
        }
        IndicatorOperator operator = expression.getOperator();
        boolean extended = expression.getExtOperator() != null;
        if (operator == null ? !extended : operator.equals(IndicatorOperator.AND)) {
            return new Expression.And(terms);
        }
        if (IndicatorOperator.OR.equals(operator)) {
            return new Expression.Or(terms);
        }
        if (IndicatorOperator.XOR.equals(operator)) {
            return new Expression.Xor(terms);
        }
        if (!IndicatorOperator.NOT.equals(operator)) {
            return unresolved(
                    placed,
                    "operator-unknown",
                    "RFC 7970 §3.29.4",
                    "The operator is none of not, and, or, xor. Say the same with these.");
        }
        if (terms.size() != 1) {
            return unresolved(
                    placed,
                    "operator-arity",
                    "RFC 7970 §3.29.5",
                    "The operator not stands before " + terms.size()
                            + " terms, which could mean none of them or not all. Put them into one IndicatorExpression inside.");
        }
        return new Expression.Not(terms.get(0));
    }

    private Expression tooDeep(PlacedPart term) {
        return unresolved(
                term,
                "expression-depth",
                "RFC 7970 §3.29.5",
                "Expressions and the indicators they refer to are more than " + Expression.MAX_DEPTH
                        + " deep. Say it with fewer levels.");
    }

    private Expression unresolved(PlacedPart placed, String rule, String clause, String message) {
        return unresolved(new Finding(Finding.Severity.ERROR, placed.path().toString(), rule, clause, message));
    }

    private Expression unresolved(Finding problem) {
        current.add(problem);
        return new Expression.Unresolved(problem);
    }
}
