package org.xmppgrid.iodef.confidentiality;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Restriction;

/**
 * A copy of a document without what its readers may not see, and what was left out.
 *
 * <p>"The easiest means to ensure privacy or protect sensitive data is to omit or not share it at all": RFC 8600 §9 asks
 * platforms to be configured not to publish certain information, or access to be limited to trusted platforms. Redact
 * before publishing to a topic whose subscribers may see less than the document says, and again before passing on what a
 * topic delivered: the guidelines of RFC 7970 §3.3.1 bind whoever receives a document.
 *
 * <p>What goes:
 *
 * <ul>
 *   <li>each part whose guideline ({@link EffectiveRestrictions}) is stricter than asked for, with all that is in it, also
 *       what relaxes the guideline again: it has no place without its parent;
 *   <li>a part that RFC 7970 does not allow without what was removed, such as an EventData that held only one Flow, or an
 *       Incident whose only Contact is private. Nothing may leave when no Incident can;
 *   <li>references to what was removed, by observable-id, indicator or incident, and what can't stand without them;
 *   <li>an Observable that lost anything, a reference to a part that lost anything, and an IndicatorExpression that lost a
 *       term, as a whole. Fewer features match more, and a missing term turns one expression into another: a false alarm
 *       for everybody is worse than no indicator. With its expression or observable, the Indicator goes.
 * </ul>
 *
 * <p>The document's own attributes stay. What stays unchanged is shared with the original, which is left as it is; an
 * incomplete document is made no more and no less complete. Texts are not searched: what is said again in the Description
 * of an open part stays there.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class Redaction {
    private final @Nullable IodefDocument document;
    private final List<Finding> removed;

    private Redaction(@Nullable IodefDocument document, List<Finding> removed) {
        this.document = document;
        this.removed = removed;
    }

    /**
     * Removes what is stricter than a level, where {@code default} and unknown values mean private.
     *
     * @param document the document, complete or not
     * @param atMost the strictest guideline that may stay, such as {@link Restriction#PARTNER} for a circle of partners
     * @return what is left
     * @throws IllegalArgumentException if {@code atMost} is none of the four levels and the four colours
     */
    public static Redaction of(IodefDocument document, Restriction atMost) {
        return of(document, atMost, DisclosurePolicy.strict());
    }

    /**
     * Removes what is stricter than a level.
     *
     * @param document the document, complete or not
     * @param atMost the strictest guideline that may stay
     * @param policy what the tokens mean
     * @return what is left
     * @throws IllegalArgumentException if {@code atMost} is none of the four levels and the four colours; the policy is
     *     not asked, because a wrong guess would publish everything
     */
    public static Redaction of(IodefDocument document, Restriction atMost, DisclosurePolicy policy) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(atMost, "atMost");
        Objects.requireNonNull(policy, "policy");
        int rank = DisclosurePolicy.rank(DisclosurePolicy.levelOrRefuse("atMost", atMost));
        Redactor redactor = new Redactor(new PartTree(document, policy), rank);
        IodefDocument left = redactor.redact();
        return new Redaction(left, redactor.findings());
    }

    /**
     * What may leave.
     *
     * @return the document, the same object when nothing had to go; empty when nothing may leave
     */
    public Optional<IodefDocument> document() {
        return Optional.ofNullable(document);
    }

    /**
     * What was left out and why, one finding for each part that was removed with all that was in it. The paths are those
     * of the original document.
     *
     * @return the findings, all {@link Finding.Severity#INFO}, in document order; paths and counts, never content
     */
    public List<Finding> removed() {
        return removed;
    }

    /** How many parts were removed, and whether something is left. */
    @Override
    public String toString() {
        return "Redaction[" + removed.size() + " removed, " + (document == null ? "nothing left" : "a document left")
                + "]";
    }
}
