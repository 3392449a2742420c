package org.xmppgrid.iodef.internal.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.SAXException;

/**
 * The schemas as the RFCs print them, which is what peers validate with; compiled when first needed, which takes a
 * quarter of a second. Of RFC 7203's, erratum 4517 is applied, without which no parser takes it.
 *
 * <p>The implementation is the JDK's own, by name: any other that an application has on its class path may follow
 * locations, or word its messages in another way.
 */
final class StrictSchema {
    /** A validator keeps the names that it has seen; one that has seen this many characters of strange ones goes. */
    private static final int MAX_STRANGE_NAMES = 100_000;

    private static final int POOL_SIZE = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);
    private static final BlockingQueue<Pooled> IDLE = new ArrayBlockingQueue<>(POOL_SIZE);

    private StrictSchema() {}

    /** A validator that may be used again, because making one costs more than checking a small document. */
    static final class Pooled {
        private final ValidatorHandler handler;
        private int strangeNames;

        private Pooled(ValidatorHandler handler) {
            this.handler = handler;
        }

        ValidatorHandler handler() {
            return handler;
        }

        void sawStrangeName(String name) {
            strangeNames = Math.min(MAX_STRANGE_NAMES, strangeNames + Math.min(name.length(), MAX_STRANGE_NAMES));
        }
    }

    /** A validator that starts with its next document; to be {@linkplain #giveBack given back} at that one's end. */
    static Pooled take() {
        Pooled idle = IDLE.poll();
        return idle != null ? idle : new Pooled(newHandler());
    }

    static void giveBack(Pooled validator) {
        if (validator.strangeNames < MAX_STRANGE_NAMES) {
            IDLE.offer(validator);
        }
    }

    private static ValidatorHandler newHandler() {
        ValidatorHandler handler = Compiled.SCHEMA.newValidatorHandler();
        try {
            // Violation reads the names in its messages, which are in the language of the machine otherwise.
            handler.setProperty("http://apache.org/xml/properties/locale", Locale.ENGLISH);
        } catch (SAXException e) {
            throw new IllegalStateException("The JDK's validator has no property for its language", e);
        }
        return handler;
    }

    private static final class Compiled {
        static final Schema SCHEMA = compile(SchemaResources.IODEF);
    }

    /** The schema of a namespace with all that it imports. */
    private static Schema compile(String namespace) {
        try (InputStream in = SchemaResources.open(namespace)) {
            return compile(new StreamSource(in, SchemaResources.systemId(namespace)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Schema compile(StreamSource source) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setResourceResolver(new SchemaResources());
            return factory.newSchema(source);
        } catch (SAXException e) {
            throw new IllegalStateException("The schema of IODEF can't be compiled: " + e.getMessage(), e);
        }
    }
}
