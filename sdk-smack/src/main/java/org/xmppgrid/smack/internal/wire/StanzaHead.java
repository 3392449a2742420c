package org.xmppgrid.smack.internal.wire;

import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;

/**
 * The attributes of a stanza's start tag.
 *
 * @param element {@code iq}, {@code message} or {@code presence}
 * @param type the type, empty if there is none
 * @param id the id, empty if there is none
 * @param from who sent it; empty if the attribute is absent or is no address
 * @param fromAbsent whether there is no {@code from} attribute at all: such a stanza speaks for the own account
 *     (RFC 6120 §8.1.2.1). One whose {@code from} is no address comes from a stranger
 */
public record StanzaHead(String element, String type, String id, Optional<GridAddress> from, boolean fromAbsent) {}
