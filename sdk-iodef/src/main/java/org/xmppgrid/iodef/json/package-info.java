/**
 * IODEF documents as JSON (RFC 8727). {@link org.xmppgrid.iodef.json.IodefJson} needs
 * {@code com.fasterxml.jackson.core:jackson-core}, which nothing else in the SDK does.
 */
@NullMarked
package org.xmppgrid.iodef.json;

import org.jspecify.annotations.NullMarked;
