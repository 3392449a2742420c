/** XML without IODEF: parser settings, limits, the lean writer, foreign elements. Knows neither JAXB nor the model. */
@NullMarked
package org.xmppgrid.iodef.internal.xml;

import org.jspecify.annotations.NullMarked;
