package org.xmppgrid.testkit;

@GridTest(ServerKind.EJABBERD)
class EjabberdGridTestIT extends GridTestContract {}
