package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.CompletableFuture;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.smack.internal.xmpp.Reply;

/** Asks one platform one kind of query. */
record PlatformQuery<Q, A>(GridSession session, GridAddress platform, QueryType<Q, A> type) {

    PlatformQuery {
        requireFull(platform);
    }

    /** A platform that is to be asked. */
    static void requireFull(GridAddress platform) {
        if (platform.resource().isEmpty()) {
            throw new IllegalArgumentException("A query goes to one connection of an account, and " + platform
                    + " has no resource; use the full address, as that platform's Grid.address() gives it");
        }
    }

    A ask(Q request) {
        return read(send(request).await());
    }

    CompletableFuture<A> askAsync(Q request) {
        return send(request).on(session.threads()).thenApply(this::read);
    }

    private Reply<RawPayload> send(Q request) {
        String payload = session.codec().encode(type.request(), request);
        return session.tracked(session.xmpp().query(platform, type.name(), payload));
    }

    private A read(RawPayload answer) {
        return session.codec().decode("answer of " + platform + " to " + type.name(), type.response(), answer);
    }
}
