package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/** Where the part stands that a rule looks at, what is around it, and how the rule tells what it found. */
final class Place {
    private final FindingList found;
    private final List<Object> around = new ArrayList<>();
    private final IodefDocument document;
    private final Rule[] rule = new Rule[1];
    private Identifiers identifiers = Identifiers.NONE;
    private PartPath path = PartPath.root();
    private int ordinal;

    Place(IodefDocument document, FindingList found) {
        this.document = document;
        this.found = found;
    }

    void enter(Object part, PartPath at) {
        around.add(part);
        moveTo(at);
    }

    void leave() {
        around.remove(around.size() - 1);
    }

    void moveTo(PartPath at) {
        path = at;
        ordinal++;
    }

    int ordinal() {
        return ordinal;
    }

    <T> void apply(RuleBook.Entry<T> entry, T part) {
        rule[0] = entry.rule();
        entry.check().check(part, this);
    }

    /** The part is not as the rule says. */
    void report(String message) {
        add(path, rule[0].clause(), message);
    }

    /** The same, where the clause differs from class to class. */
    void reportBy(String clause, String message) {
        add(path, clause, message);
    }

    /** An attribute of the part is not as the rule says. */
    void reportAttribute(String attribute, String message) {
        add(path.attribute(attribute), rule[0].clause(), message);
    }

    /** The same, where the clause differs from class to class. */
    void reportAttributeBy(String clause, String attribute, String message) {
        add(path.attribute(attribute), clause, message);
    }

    private void add(PartPath at, String clause, String message) {
        found.add(ordinal, new Finding(rule[0].severity(), at.toString(), rule[0].id(), clause, message));
    }

    /** The innermost part of a class that the part is in, itself not counted. */
    <T> Optional<T> enclosing(Class<T> type) {
        for (int i = around.size() - 2; i >= 0; i--) {
            if (type.isInstance(around.get(i))) {
                return Optional.of(type.cast(around.get(i)));
            }
        }
        return Optional.empty();
    }

    /** The part that the part is a child of, if it is of a class. */
    <T> Optional<T> parent(Class<T> type) {
        Object parent = around.size() < 2 ? null : around.get(around.size() - 2);
        return type.isInstance(parent) ? Optional.of(type.cast(parent)) : Optional.empty();
    }

    /** The identifiers of the whole document; collected when a rule first asks. */
    Identifiers identifiers() {
        if (identifiers == Identifiers.NONE) {
            identifiers = Identifiers.of(document);
        }
        return identifiers;
    }
}
