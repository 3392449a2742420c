package org.xmppgrid.iodef.internal.check;

import java.util.stream.Stream;
import org.xmppgrid.iodef.model.BulkObservable;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IndicatorReference;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.value.BulkObservableType;
import org.xmppgrid.iodef.value.IndicatorOperator;

/** Indicators, their expressions and what they refer to. */
final class IndicatorRules {
    private static final Rule REFERENCE = Rule.error("indicator-reference-empty", "RFC 7970 §3.29.7");
    private static final Rule BOTH = Rule.warning("indicator-reference-double", "RFC 7970 §3.29.7");
    private static final Rule KIND = Rule.warning("reference-kind", "RFC 7970 §3.29.6");
    private static final Rule ARITY = Rule.error("expression-not", "RFC 7970 §3.29.5");
    private static final Rule AMBIGUOUS = Rule.warning("expression-xor", "RFC 7970 §3.29.5");
    private static final Rule CONFIDENCE = Rule.warning("expression-confidence", "RFC 7970 §3.29.4");
    private static final Rule HASH = Rule.error("bulk-hash-format", "RFC 7970 §3.29.3.1");
    private static final Rule BULK = Rule.warning("bulk-syntax", "RFC 7970 §3.29.3.1");

    private IndicatorRules() {}

    static void addTo(RuleBook book) {
        book.on(REFERENCE, IndicatorReference.class, (reference, place) -> {
            if (Texts.isBlank(reference.getUidRef()) && Texts.isBlank(reference.getEuidRef())) {
                place.report("IndicatorReference must say what it refers to; set @uid-ref, or @euid-ref for another"
                        + " document's indicator.");
            }
        });
        book.on(BOTH, IndicatorReference.class, (reference, place) -> {
            if (!Texts.isBlank(reference.getUidRef()) && !Texts.isBlank(reference.getEuidRef())) {
                place.report("@uid-ref and @euid-ref refer to this document and to another one; remove one of them.");
            }
        });
        book.on(KIND, ObservableReference.class, (reference, place) -> {
            String id = Texts.stripped(reference.getUidRef());
            if (place.identifiers().indicators().contains(id)
                    && !place.identifiers().observables().contains(id)) {
                place.reportAttributeBy(
                        "RFC 7970 §3.29.6",
                        "uid-ref",
                        "An ObservableReference must point to an @observable-id, and this is an indicator's"
                                + " identifier; use an IndicatorReference.");
            }
        });
        book.on(KIND, IndicatorReference.class, (reference, place) -> {
            String id = Texts.stripped(reference.getUidRef());
            if (place.identifiers().observables().contains(id)
                    && !place.identifiers().indicators().contains(id)) {
                place.reportAttributeBy(
                        "RFC 7970 §3.29.7",
                        "uid-ref",
                        "An IndicatorReference must point to an IndicatorID, and this is an @observable-id; use an"
                                + " ObservableReference.");
            }
        });
        book.on(ARITY, IndicatorExpression.class, (expression, place) -> {
            if (IndicatorOperator.NOT.equals(expression.getOperator()) && terms(expression) != 1) {
                place.report(
                        "The operator not has one term; put the terms into an IndicatorExpression with the operator"
                                + " that is meant, inside this one.");
            }
        });
        book.on(AMBIGUOUS, IndicatorExpression.class, (expression, place) -> {
            if (IndicatorOperator.XOR.equals(expression.getOperator()) && terms(expression) != 2) {
                place.report("The operator xor is clear between two terms only; nest IndicatorExpressions of two.");
            }
        });
        book.on(CONFIDENCE, IndicatorExpression.class, (expression, place) -> {
            if (expression.getTerms().stream()
                            .filter(Confidence.class::isInstance)
                            .count()
                    > 1) {
                place.report("One Confidence belongs to an expression, and there are several, so a reader can't tell"
                        + " what each is about; nest an IndicatorExpression with its own (RFC 7970 figure 70).");
            }
        });
        book.on(HASH, BulkObservable.class, (bulk, place) -> {
            if (BulkObservableType.FILE_HASH.equals(bulk.getType())
                    && (bulk.getBulkObservableFormat() == null
                            || bulk.getBulkObservableFormat().getHash() == null)) {
                place.report(
                        "The type file-hash says nothing of the algorithm; add a BulkObservableFormat with a Hash.");
            }
        });
        book.on(BULK, BulkObservable.class, IndicatorRules::listsItsType);
    }

    private static long terms(IndicatorExpression expression) {
        return expression.getTerms().stream()
                .filter(term -> !(term instanceof Confidence) && !(term instanceof Extension))
                .count();
    }

    private static void listsItsType(BulkObservable bulk, Place place) {
        if (bulk.getType() == null || bulk.getBulkObservableList() == null) {
            return;
        }
        String type = bulk.getType().token();
        long lines = lines(bulk).count();
        long wrong = lines(bulk).filter(line -> !BulkSyntax.matches(type, line)).count();
        if (lines == 0) {
            place.report("BulkObservableList must have one observable a line; it has none.");
        } else if (wrong > 0) {
            place.report(wrong + " of " + lines + " lines of BulkObservableList are not what @type says: "
                    + BulkSyntax.form(type) + ".");
        }
    }

    /** One at a time: there may be millions. */
    private static Stream<String> lines(BulkObservable bulk) {
        return bulk.getBulkObservableList().lines().map(String::strip).filter(line -> !line.isEmpty());
    }
}
