/**
 * Who may see what: the disclosure guideline that holds for each part of a document (RFC 7970 §3.3.1), and copies of a
 * document without what may not leave.
 */
@NullMarked
package org.xmppgrid.iodef.confidentiality;

import org.jspecify.annotations.NullMarked;
