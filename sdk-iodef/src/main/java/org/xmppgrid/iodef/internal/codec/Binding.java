package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import org.xmppgrid.iodef.model.ObjectFactory;
import org.xmppgrid.iodef.value.ForeignElement;

/**
 * The one JAXB context, which takes a third of a second to make, and the pools over it. Made when the first document is
 * read or written, not when a class is loaded.
 */
final class Binding {
    static final Pool<Unmarshaller, JAXBException> UNMARSHALLERS =
            new Pool<>(() -> Context.INSTANCE.createUnmarshaller());
    static final Pool<Marshaller, JAXBException> MARSHALLERS = new Pool<>(Binding::marshaller);

    private Binding() {}

    private static Marshaller marshaller() throws JAXBException {
        Marshaller marshaller = Context.INSTANCE.createMarshaller();
        marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
        return marshaller;
    }

    private static final class Context {
        static final JAXBContext INSTANCE = create();

        private static JAXBContext create() {
            try {
                // From the factories, never by package names: those would need files of the provider and a class
                // loader.
                return JAXBContext.newInstance(
                        ObjectFactory.class,
                        ForeignElement.class,
                        org.xmppgrid.iodef.model.sci.ObjectFactory.class,
                        org.xmppgrid.iodef.model.dsig.ObjectFactory.class,
                        org.xmppgrid.iodef.model.enumref.ObjectFactory.class,
                        org.xmppgrid.iodef.model.v1.ObjectFactory.class);
            } catch (JAXBException e) {
                throw new IllegalStateException(
                        "No JAXB implementation can bind the IODEF model: " + e
                                + ". Is org.glassfish.jaxb:jaxb-runtime 4 on the class path?",
                        e);
            }
        }
    }
}
