package org.xmppgrid.sdk;

import java.util.Objects;

/**
 * A question that one platform asks another directly, and the type of its answer: the flow "C" of RFC 8600 §3, for what
 * is of no interest to a topic's other consumers. Both travel in an IQ of type {@code get} (RFC 6120 §8.2.3).
 *
 * <p>The element of the request is the query's name: a platform answers each once. Choose a namespace of your own, also
 * for JSON, whose container says nothing about what is in it (XEP-0335 §4).
 *
 * @param request the type of the request; exactly one element
 * @param response the type of the answer; {@link Payloads#none()} if that it was answered is all, {@link Payloads#oneOf}
 *     if there are several
 * @param <Q> the Java type of the request
 * @param <A> the Java type of the answer
 */
public record QueryType<Q, A>(PayloadType<Q> request, PayloadType<A> response) {

    /**
     * Checks that the request is one element.
     *
     * @param request the type of the request
     * @param response the type of the answer
     * @throws IllegalArgumentException if the request's type has no name, or stands for several elements
     */
    public QueryType {
        Objects.requireNonNull(response, "response");
        if (request.namespace().isEmpty()
                || request.element().isEmpty()
                || request instanceof SeveralPayloadTypes<?>
                || request.withoutPayload().isPresent()) {
            throw new IllegalArgumentException("A query's request is one element with a namespace, not " + request
                    + "; use Payloads.of(..), Payloads.xml(namespace, element) or a type like them");
        }
    }

    /**
     * The name of the query.
     *
     * @return the namespace and name of the request's element, as <code>{namespace}element</code>
     */
    public String name() {
        return "{" + request.namespace() + "}" + request.element();
    }

    /** The query's name. */
    @Override
    public String toString() {
        return "QueryType[" + name() + "]";
    }
}
