/**
 * What a consumer matches its own data against: all observables of a document in one flat sequence, indicators with their
 * validity, their expressions ready to evaluate, and what references mean (RFC 7970 §3.29).
 */
@NullMarked
package org.xmppgrid.iodef.detection;

import org.jspecify.annotations.NullMarked;
