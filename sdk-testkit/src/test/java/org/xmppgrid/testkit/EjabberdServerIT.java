package org.xmppgrid.testkit;

@GridTest(ServerKind.EJABBERD)
class EjabberdServerIT extends RealServerContract<EjabberdServer> {

    @Override
    RealServerBuilder<EjabberdServer, ?> builder() {
        return EjabberdServer.builder();
    }
}
