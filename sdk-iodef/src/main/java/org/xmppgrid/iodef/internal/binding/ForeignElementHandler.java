package org.xmppgrid.iodef.internal.binding;

import jakarta.xml.bind.ValidationEventHandler;
import jakarta.xml.bind.annotation.DomHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXResult;
import org.xml.sax.helpers.DefaultHandler;
import org.xmppgrid.iodef.internal.xml.ForeignXml;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.value.ForeignElement;

/**
 * Binds {@code xs:any} to {@link ForeignElement}. JAXB's own binding is DOM, which is mutable, not safe to share between
 * threads even for reading, and never equal to its like.
 */
public final class ForeignElementHandler implements DomHandler<ForeignElement, ForeignElementHandler.Capture> {
    /** The constructor for text that needs no parsing; the public way parses, with limits of its own. */
    private static final MethodHandle MAKER = maker();

    private static MethodHandle maker() {
        try {
            Constructor<ForeignElement> constructor = ForeignElement.class.getDeclaredConstructor(ForeignXml.class);
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ForeignElement has no constructor for what was read", e);
        }
    }

    @Override
    public Capture createUnmarshaller(ValidationEventHandler errorHandler) {
        return new Capture();
    }

    @Override
    public ForeignElement getElement(Capture capture) {
        return capture.element();
    }

    /** Never asked: JAXB writes the class as one it knows, with its text in an envelope that {@link LeanWriter} opens. */
    @Override
    public Source marshal(ForeignElement element, ValidationEventHandler errorHandler) {
        throw new UnsupportedOperationException("ForeignElement is written as a class of the JAXB context");
    }

    /** Collects the text of the envelope in which {@link GuardedReader} shows a foreign element to JAXB. */
    public static final class Capture extends SAXResult {
        private final Collector collector = new Collector();

        Capture() {
            setHandler(collector);
        }

        private ForeignElement element() {
            try {
                return (ForeignElement) MAKER.invokeExact(ForeignXml.unpacked(collector.text.toString()));
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e); // none is declared
            }
        }
    }

    private static final class Collector extends DefaultHandler {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void characters(char[] characters, int start, int length) {
            text.append(characters, start, length);
        }
    }
}
