package org.xmppgrid.iodef.strict;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.xml.namespace.QName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;

/** A valid document that was damaged on its way is read or refused; it never breaks the reader. */
class MutatedDocumentsTest {
    private static final int MOST_BYTES = 1 << 14;
    private static final List<String> NAMES =
            List.of("lang", "restriction", "version", "unheard-of", "dtype", "uid-ref");

    /** Some bytes in a document's place are others, or are gone, or stand twice. */
    record Mutation(int position, int length, String with) {
        byte[] of(byte[] document) {
            int from = position % (document.length + 1);
            int to = Math.min(document.length, from + length);
            byte[] middle = with.equals("twice")
                    ? twice(Arrays.copyOfRange(document, from, to))
                    : with.getBytes(StandardCharsets.UTF_8);
            byte[] result = Arrays.copyOf(document, from + middle.length + document.length - to);
            System.arraycopy(middle, 0, result, from, middle.length);
            System.arraycopy(document, to, result, from + middle.length, document.length - to);
            return result;
        }

        private static byte[] twice(byte[] bytes) {
            byte[] result = Arrays.copyOf(bytes, bytes.length * 2);
            System.arraycopy(bytes, 0, result, bytes.length, bytes.length);
            return result;
        }
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<Mutation> mutation = Combinators.combine(
                        Arbitraries.integers().between(0, MOST_BYTES),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(
                                "",
                                "twice",
                                "<",
                                ">",
                                "/>",
                                "</Incident>",
                                "<Incident>",
                                "<x:y/>",
                                "&",
                                "&#0;",
                                "\u0000",
                                "\"",
                                " a=\"b\"",
                                " xmlns=\"\"",
                                " xmlns:a=\"urn:b\"",
                                "<!--",
                                "<?x?>",
                                "<![CDATA[",
                                "]]>",
                                "\uFFFF",
                                " xsi:type=\"a\"",
                                "urn:ietf:params:xml:ns:iodef-1.0",
                                "<!DOCTYPE a>"))
                .as(Mutation::new);
        return Combinators.combine(
                        Samples.validDocuments(), mutation.list().ofMinSize(1).ofMaxSize(4))
                .as((document, mutations) -> {
                    byte[] bytes = document.toXml().getBytes(StandardCharsets.UTF_8);
                    for (Mutation next : mutations) {
                        bytes = next.of(bytes);
                    }
                    return bytes;
                });
    }

    @Property(tries = 800)
    void read_whenAValidDocumentIsDamaged_thenReadsOrRefusesIt(@ForAll("damaged") byte[] damaged) {
        IodefDocument read;
        try {
            read = Iodef.read(new ByteArrayInputStream(damaged));
        } catch (GridPayloadException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        Settled.assertSettled(read);
    }

    @Provide
    Arbitrary<XmlNode> disordered() {
        Arbitrary<int[]> numbers = Arbitraries.integers()
                .between(0, 1 << 16)
                .array(int[].class)
                .ofMinSize(6)
                .ofMaxSize(40);
        return Combinators.combine(Samples.validDocuments(), numbers).as((document, decisions) -> {
            Choices choices = new Choices(decisions);
            for (int i = choices.below(6); i >= 0; i--) {
                List<XmlNode> nodes = document.all().toList();
                disorder(nodes.get(choices.below(nodes.size())), nodes, choices);
            }
            return document;
        });
    }

    private static void disorder(XmlNode node, List<XmlNode> nodes, Choices choices) {
        int size = node.content.size();
        int at = choices.below(Math.max(1, size));
        switch (choices.below(7)) {
            case 0 -> node.content.add(at, "stray");
            case 1 -> node.content.add(at, new XmlNode(choices.of(nodes).name));
            case 2 -> node.content.add(at, new XmlNode.Foreign("<a xmlns=\"urn:a\"><b/>c</a>"));
            case 3 -> node.attributes.put(new QName(choices.of(NAMES)), "d");
            case 4 -> node.attributes.replaceAll((name, value) -> "#");
            case 5 -> Collections.reverse(node.content);
            default -> {
                if (size > 0) {
                    node.content.remove(at);
                }
            }
        }
    }

    @Property(tries = 800)
    void read_whenADocumentIsWellFormedButNothingElse_thenReadsIt(@ForAll("disordered") XmlNode document) {
        IodefDocument read = Iodef.read(document.toXml());

        Settled.assertSettled(read);
    }

    @Property(tries = 400)
    void read_whenSomethingIsNotKept_thenSaysSo(@ForAll("disordered") XmlNode document) {
        IodefDocument read = Iodef.read(document.toXml());

        if (read.findings().isEmpty()) {
            SameXml.assertSame(Iodef.write(read), document.toXml());
        }
    }
}
