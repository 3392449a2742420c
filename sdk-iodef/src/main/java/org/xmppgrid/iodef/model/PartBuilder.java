package org.xmppgrid.iodef.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.build.BuiltPart;

/**
 * What all builders of the model have in common. A builder is for one thread; what it builds is immutable and for all.
 */
public abstract class PartBuilder {
    /** Far beyond what {@code build()} accepts, far below what a stack holds. */
    private static final int MAX_NESTED = 500;

    private final boolean outermost;
    private final int depth;

    /**
     * For the generated builders.
     *
     * @param parentBuilder the builder that {@code end()} goes back to, or null
     */
    protected PartBuilder(@Nullable Object parentBuilder) {
        outermost = !(parentBuilder instanceof PartBuilder);
        depth = parentBuilder instanceof PartBuilder parent ? parent.depth + 1 : 1;
        if (depth > MAX_NESTED) {
            throw new IllegalStateException("Parts are nested more than " + MAX_NESTED
                    + " deep, which no reader would accept. Flatten the report.");
        }
    }

    /**
     * Makes the part. The outermost builder checks all that it makes: what the schema of RFC 7970 asks for must be
     * there. A nested builder goes back to the outer one with {@code end()} instead.
     *
     * @return the part, immutable
     * @throws IllegalStateException if something mandatory is missing (the message names all of it), parts are nested
     *     more than 128 deep, or a list holds an object that can't stand there
     */
    public abstract Object build();

    /**
     * Makes the part as it is so far, also when something mandatory is missing: to change a document that was received
     * incomplete without losing the rest of it, or to look at half of one.
     *
     * @return the part, immutable
     * @throws IllegalStateException if parts are nested more than 128 deep, or a list holds an object that can't stand
     *     there
     */
    public abstract Object buildPartial();

    /**
     * For the generated builders: checks what the outermost builder made.
     *
     * @param part the part
     * @param <P> its class
     * @return the part
     * @throws IllegalStateException if it can't be used
     */
    protected final <P> P checked(P part) {
        if (outermost) {
            BuiltPart.check(part);
        }
        return part;
    }

    /**
     * For the generated builders: checks what the outermost builder made, but for what is missing.
     *
     * @param part the part
     * @param <P> its class
     * @return the part
     * @throws IllegalStateException if it can't be used
     */
    protected final <P> P partial(P part) {
        if (outermost) {
            BuiltPart.checkPartial(part);
        }
        return part;
    }

    /** A value in a list of values and parts. */
    static final class Value extends PartBuilder {
        private final Object value;

        Value(Object value) {
            super(null);
            this.value = value;
        }

        @Override
        public Object build() {
            return value;
        }

        @Override
        public Object buildPartial() {
            return value;
        }
    }

    /**
     * For the generated builders: a value that stands among parts.
     *
     * @param value the value
     * @return a builder that gives it
     * @throws NullPointerException if it is null
     */
    protected static PartBuilder value(Object value) {
        return new Value(Objects.requireNonNull(value, "an item of the list"));
    }
}
