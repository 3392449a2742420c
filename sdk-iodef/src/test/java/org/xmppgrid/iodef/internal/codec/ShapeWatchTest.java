package org.xmppgrid.iodef.internal.codec;

class ShapeWatchTest {}
