/** The binding to Micrometer, which needs {@code io.micrometer:micrometer-core} beside the SDK. */
@NullMarked
package org.xmppgrid.sdk.micrometer;

import org.jspecify.annotations.NullMarked;
