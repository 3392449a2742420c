package org.xmppgrid.samples.bench;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

/** Reading, writing and validating IODEF documents: ours, plain JAXB, and the bare parser that nothing can be faster than. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IodefBenchmark {
    @Param({"minimal", "B.4", "large"})
    private String document;

    private byte[] bytes;
    private IodefDocument read;
    private XMLInputFactory aalto;

    @Setup
    public void load() {
        bytes = BenchDocuments.bytes(document);
        read = Iodef.read(new ByteArrayInputStream(bytes));
        aalto = new InputFactoryImpl();
        aalto.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    @Benchmark
    public IodefDocument readSdk() {
        return Iodef.read(new ByteArrayInputStream(bytes));
    }

    @Benchmark
    public IodefDocument readJaxb() throws JAXBException, XMLStreamException {
        return PlainJaxb.read(new ByteArrayInputStream(bytes));
    }

    /** Every event, name, attribute and text, as a reader has to look at them; nothing is kept. */
    @Benchmark
    public int readScan() throws XMLStreamException {
        XMLStreamReader reader = aalto.createXMLStreamReader(new ByteArrayInputStream(bytes));
        int seen = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                seen += reader.getLocalName().length();
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    seen += reader.getAttributeValue(i).length();
                }
            } else if (event == XMLStreamConstants.CHARACTERS) {
                seen += reader.getText().length();
            }
        }
        reader.close();
        return seen;
    }

    @Benchmark
    public int writeSdk() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        Iodef.write(read, out);
        return out.size();
    }

    @Benchmark
    public int writeJaxb() throws JAXBException, XMLStreamException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        PlainJaxb.write(read, out);
        return out.size();
    }

    @Benchmark
    public int writeJaxbDirectly() throws JAXBException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        PlainJaxb.writeDirectly(read, out);
        return out.size();
    }

    /** The schema, and the rules of RFC 7970's text, which the peer does not check. */
    @Benchmark
    public int validateSdk() {
        return Iodef.validate(read).size();
    }

    @Benchmark
    public boolean validateJaxb() throws JAXBException, SAXException, IOException {
        return PlainJaxb.isValid(read);
    }
}
