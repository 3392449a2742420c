package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorData;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.iodef.detection.Reports.address;
import static org.xmppgrid.iodef.detection.Reports.expression;
import static org.xmppgrid.iodef.detection.Reports.indicator;
import static org.xmppgrid.iodef.detection.Reports.indicators;

class ExpressionTest {
    private static final String UNKNOWN = "<ObservableReference uid-ref='nowhere'/>";

    /** Which of the addresses 1, 2 and 3 are seen, and what the operator makes of it. */
    @ParameterizedTest
    @CsvSource({
        "and, '', false",
        "and, 1 2, false",
        "and, 1 2 3, true",
        "or, '', false",
        "or, 2, true",
        "or, 1 2 3, true",
        "xor, '', false",
        "xor, 3, true",
        "xor, 1 2, false",
        "xor, 1 2 3, true"
    })
    void evaluate_whenTermsAreJoined_thenFollowsTheOperator(String operator, String seen, boolean result) {
        Expression expression = only(expression(operator, address("1"), address("2"), address("3")));

        assertThat(evaluate(expression, seen.split(" "))).isEqualTo(result);
    }

    @Test
    void evaluate_whenNoOperatorIsStated_thenMeansAnd() {
        Expression expression = only("<IndicatorExpression>" + address("1") + address("2") + "</IndicatorExpression>");

        assertThat(expression).isInstanceOf(Expression.And.class);
        assertThat(evaluate(expression, "1")).isFalse();
        assertThat(evaluate(expression, "1", "2")).isTrue();
    }

    @Test
    void evaluate_whenExpressionsAreNested_thenTheyAreParentheses() {
        Expression neither = only(expression("not", expression("and", address("1"), address("2"))));

        assertThat(neither).isInstanceOf(Expression.Not.class);
        assertThat(((Expression.Not) neither).term()).isInstanceOf(Expression.And.class);
        assertThat(evaluate(neither, "1", "2")).isFalse();
        assertThat(evaluate(neither, "1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"and, true, ", "and, false, false", "or, true, true", "or, false, ", "xor, true, ", "xor, false, "})
    void decide_whenATermIsUnknown_thenDecidesWhatDoesNotDependOnIt(String operator, boolean known, Boolean result) {
        Expression expression = only(expression(operator, UNKNOWN, address("1")));
        Expression negated = only(expression("not", expression(operator, UNKNOWN, address("1"))));

        assertThat(expression.decide(leaf -> known).orElse(null)).isEqualTo(result);
        assertThat(expression.evaluate(leaf -> known)).isEqualTo(Boolean.TRUE.equals(result));
        assertThat(negated.evaluate(leaf -> known)).as("not").isEqualTo(Boolean.FALSE.equals(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<IndicatorExpression operator='nand'>%s</IndicatorExpression>; operator-unknown; ERROR; IndicatorExpression",
                "<IndicatorExpression operator='ext-value' ext-operator='and'>%s</IndicatorExpression>; operator-unknown; ERROR; IndicatorExpression",
                "<IndicatorExpression ext-operator='near'>%s</IndicatorExpression>; operator-unknown; ERROR; IndicatorExpression",
                "<IndicatorExpression operator='not'>%s%<s</IndicatorExpression>; operator-arity; ERROR; IndicatorExpression",
                "<IndicatorExpression operator='not'/>; expression-empty; ERROR; IndicatorExpression",
                "<IndicatorExpression><Confidence rating='low'/></IndicatorExpression>; expression-empty; ERROR; IndicatorExpression",
                "<Description/>; indicator-term; ERROR; ''",
                "%s<ObservableReference uid-ref='a1'/>; indicator-term; ERROR; ''",
                "<ObservableReference uid-ref='nowhere'/>; reference-dangling; ERROR; ObservableReference/@uid-ref",
                "<ObservableReference/>; reference-missing; ERROR; ObservableReference",
                "<IndicatorReference/>; reference-missing; ERROR; IndicatorReference",
                "<IndicatorReference uid-ref='nowhere'/>; reference-dangling; ERROR; IndicatorReference/@uid-ref",
                "<IndicatorReference uid-ref='G2' version='7'/>; reference-version; ERROR; IndicatorReference/@version",
                "<IndicatorReference uid-ref='a1'/>; reference-kind; ERROR; IndicatorReference/@uid-ref",
                "<ObservableReference uid-ref='G2'/>; reference-kind; ERROR; ObservableReference/@uid-ref",
                "<IndicatorReference euid-ref='elsewhere'/>; reference-external; INFO; IndicatorReference/@euid-ref",
                "<IndicatorReference uid-ref='G1'/>; reference-cycle; ERROR; IndicatorReference/@uid-ref"
            })
    void problems_whenAnExpressionMeansNothing_thenSayWhyAndItIsNeverTrue(
            String content, String rule, Finding.Severity severity, String path) {
        IodefDocument document = indicators(
                indicator("G1", String.format(content, address("1"))),
                indicator("G2", "<Observable><Address observable-id='a1'>2</Address></Observable>"));
        IndicatorView view = Indicators.of(document).byId("G1").orElseThrow();
        String where = "/IODEF-Document/Incident[1]/IndicatorData/Indicator[1]" + (path.isEmpty() ? "" : "/" + path);

        assertThat(view.problems()).hasSize(1);
        Finding problem = view.problems().get(0);
        assertThat(problem.rule()).isEqualTo(rule);
        assertThat(problem.path()).isEqualTo(where);
        assertThat(problem.severity()).isEqualTo(severity);
        assertThat(view.expression()).isInstanceOfSatisfying(Expression.Unresolved.class, it -> assertThat(it.problem())
                .isEqualTo(problem));
        assertThat(view.expression().decide(leaf -> true)).isEmpty();
        assertThat(Indicators.of(document).problems()).containsExactly(problem);
    }

    @Test
    void evaluate_whenIndicatorsReferToOthersBeforeAndAfterThem_thenFollows() {
        Indicators all = Indicators.of(indicators(
                indicator("G1", expression("and", "<IndicatorReference uid-ref='G3' version='1'/>", address("1"))),
                indicator("G2", address("2")),
                indicator("G3", expression("not", "<IndicatorReference uid-ref=' G2 '/>"))));
        Expression expression = all.byId("G1").orElseThrow().expression();

        assertThat(all.problems()).isEmpty();
        assertThat(evaluate(expression, "1")).isTrue();
        assertThat(evaluate(expression, "1", "2")).isFalse();
        assertThat(expression.matches()).hasSize(2);
    }

    @Test
    void evaluate_whenIndicatorsGoRoundInCircles_thenNeitherLoopsNorDependsOnTheirOrder() {
        String a = indicator("A", expression("or", address("1"), "<IndicatorReference uid-ref='B'/>"));
        String b = indicator("B", expression("or", address("2"), "<IndicatorReference uid-ref='C'/>"));
        String c = indicator("C", expression("and", address("3"), "<IndicatorReference uid-ref='A'/>"));
        String outside = indicator("D", "<IndicatorReference uid-ref='A'/>");

        for (IodefDocument document : List.of(indicators(a, b, c, outside), indicators(outside, c, b, a))) {
            Indicators all = Indicators.of(document);
            assertThat(all.references().cycles()).hasSize(3);
            assertThat(all.problems())
                    .extracting(Finding::rule)
                    .containsOnly("reference-cycle")
                    .hasSize(3);
            for (String id : List.of("A", "D")) {
                Expression expression = all.byId(id).orElseThrow().expression();
                assertThat(evaluate(expression, "1")).isTrue();
                assertThat(evaluate(expression, "2")).isFalse();
            }
            assertThat(all.byId("C").orElseThrow().expression().decide(leaf -> false))
                    .contains(false);
        }
    }

    @Test
    void evaluate_whenEachIndicatorMentionsTheOneBeforeTwice_thenEachIsEvaluatedOnce() {
        // 2 to the power of 60 ways lead through it.
        int count = 60;
        String rest = IntStream.range(1, count)
                .mapToObj(i ->
                        indicator("G" + i, expression("xor", reference(i - 1), reference(i - 1), reference(i - 1))))
                .collect(Collectors.joining());
        Expression expression = Indicators.of(indicators(indicator("G0", address("1")), rest))
                .byId("G" + (count - 1))
                .orElseThrow()
                .expression();
        AtomicInteger asked = new AtomicInteger();

        assertThat(expression.evaluate(leaf -> asked.incrementAndGet() > 0)).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(expression.matches()).hasSize(1);
    }

    @Test
    void evaluate_whenAChainIsLongerThanTheDepth_thenWhatIsTooFarIsUnknown() {
        int count = 20_000;
        String chain = IntStream.range(1, count)
                .mapToObj(i -> indicator("G" + i, reference(i - 1)))
                .collect(Collectors.joining());
        Indicators all = Indicators.of(indicators(indicator("G0", address("1")), chain));

        assertThat(all.byId("G100").orElseThrow().expression().evaluate(leaf -> true))
                .isTrue();
        assertThat(all.problems()).extracting(Finding::rule).containsOnly("expression-depth");
        assertThat(all.byId("G" + (count - 1)).orElseThrow().expression().decide(leaf -> true))
                .isEmpty();
    }

    @Test
    void of_whenAnExpressionIsDeeperThanAnyReaderAllows_thenSaysSoWithoutAStackOverflow() {
        // Neither readers nor builders let it through; this is the last line.
        IndicatorExpression deep = IndicatorExpression.builder().buildPartial();
        for (int i = 0; i < 20_000; i++) {
            deep = around(IndicatorExpression.class, "terms", deep);
        }
        IodefDocument document = around(
                IodefDocument.class,
                "incident",
                around(
                        Incident.class,
                        "indicatorData",
                        around(
                                IndicatorData.class,
                                "indicator",
                                around(Indicator.class, "indicatorExpression", deep))));

        assertThat(Indicators.of(document).problems()).extracting(Finding::rule).containsExactly("expression-depth");
    }

    private static <T> T around(Class<T> type, String property, Object content) {
        Object part = ModelClass.of(type).newInstance();
        ModelClass.of(type).property(property).orElseThrow().setValues(part, List.of(content));
        return type.cast(part);
    }

    @Test
    void decide_whenTheResultIsCertain_thenAsksNoMore() {
        Expression expression = only(expression("or", address("1"), address("2"), address("3")));
        List<String> asked = new ArrayList<>();

        expression.evaluate(leaf -> {
            asked.add(leaf.observed().iterator().next().value());
            return asked.size() == 2;
        });

        assertThat(asked).containsExactly("1", "2");
    }

    @Test
    void toString_whenContentIsSecret_thenNamesPlacesOnly() {
        Expression expression = only(expression("and", address("s3cret"), "<ObservableReference uid-ref='s3cret'/>"));

        assertThat(expression + " " + expression.terms())
                .doesNotContain("s3cret")
                .contains("Match", "Unresolved");
    }

    private static String reference(int id) {
        return "<IndicatorReference uid-ref='G" + id + "'/>";
    }

    private static Expression only(String content) {
        return Indicators.of(indicators(indicator("G", content)))
                .iterator()
                .next()
                .expression();
    }

    private static boolean evaluate(Expression expression, String... seen) {
        return expression.evaluate(leaf -> leaf.any(o -> Set.of(seen).contains(o.value())));
    }
}
