package org.xmppgrid.testkit;

@GridTest(ServerKind.EMBEDDED)
class EmbeddedGridTestIT extends GridTestContract {}
