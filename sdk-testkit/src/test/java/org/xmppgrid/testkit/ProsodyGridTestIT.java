package org.xmppgrid.testkit;

@GridTest(ServerKind.PROSODY)
class ProsodyGridTestIT extends GridTestContract {}
