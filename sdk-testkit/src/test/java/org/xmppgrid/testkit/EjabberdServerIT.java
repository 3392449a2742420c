package org.xmppgrid.testkit;

class EjabberdServerIT extends RealServerContract<EjabberdServer> {

    @Override
    RealServerBuilder<EjabberdServer, ?> builder() {
        return EjabberdServer.builder();
    }
}
