package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.NoPayload;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayloadCodecTest {
    private static final PayloadType<RawPayload> TYPE = RawPayload.type("urn:x", "a");

    private final PayloadCodec codec = new PayloadCodec(GridLimits.DEFAULT);

    @Test
    void encode_whenThereIsWhatIsNotForAStanza_thenLeftOut() {
        String xml = "<?xml version='1.0' encoding='UTF-8'?><!-- c --><a xmlns='urn:x' b='1'><!-- c --><?pi x?>"
                + "<![CDATA[<&>]]></a>";

        assertThat(codec.encode(RawPayload.ANY, new RawPayload("urn:x", "a", xml)))
                .isEqualTo("<a xmlns='urn:x' b='1'>&lt;&amp;&gt;</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a xmlns='urn:x'/></item></publish></pubsub></iq><message to='x@y'/>",
                "<a xmlns='urn:x'></item><a></a>",
                "<a xmlns='urn:x'>\u0001</a>",
                "<a xmlns='urn:x'>&#0;</a>",
                "<a xmlns='urn:x' b='&#x1F;'/>",
                "<a xmlns='urn:x'><p:b/></a>",
                "<a xmlns='urn:x'>&x;</a>",
                "<!DOCTYPE a><a xmlns='urn:x'/>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a xmlns='urn:x'/>",
                "<!DOCTYPE a [<!ENTITY x 'y'>]><a xmlns='urn:x'>&x;</a>",
                "text",
                ""
            })
    void encode_whenNotOneWellFormedElement_thenRefused(String xml) {
        assertThatThrownBy(() -> codec.encode(RawPayload.ANY, new RawPayload("urn:x", "a", xml)))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasMessageContaining("nothing was sent");
    }

    @Test
    void encode_whenOfAnotherType_thenRefusedWithBothNames() {
        assertThatThrownBy(() -> codec.encode(TYPE, RawPayload.of("<b xmlns='urn:y'/>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("{urn:x}a")
                .hasMessageContaining("{urn:y}b");
    }

    @Test
    void encode_whenTooBigInBytesThoughNotInCharacters_thenRefusedWithBothSizes() {
        PayloadCodec small = new PayloadCodec(GridLimits.DEFAULT.withPayloadBytes(100));
        RawPayload payload = RawPayload.of("<a xmlns='urn:x'>" + "ü€\uD83D\uDD12".repeat(9) + "</a>");

        // 21 characters around 9 times 2 + 3 + 4 bytes
        assertThatThrownBy(() -> small.encode(TYPE, payload))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG))
                .hasMessageContaining("102 bytes")
                .hasMessageContaining("100")
                .hasMessageContaining("payloadBytes()");
    }

    @Test
    void encode_whenTheTypeRefusesThePayload_thenAsItSaysIt() {
        GridPayloadException refusal = new GridPayloadException(Reason.PAYLOAD_INVALID, "two errors", null, null);

        assertThatThrownBy(() -> codec.encode(throwing(refusal), RawPayload.of("<a xmlns='urn:x'/>")))
                .isSameAs(refusal);
    }

    @Test
    void encode_whenTooDeep_thenRefusedWithTheLimit() {
        PayloadCodec shallow = new PayloadCodec(GridLimits.DEFAULT.withDepth(10));
        RawPayload payload = RawPayload.of("<a xmlns='urn:x'>" + "<b>".repeat(10) + "</b>".repeat(10) + "</a>");

        assertThatThrownBy(() -> shallow.encode(TYPE, payload))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("deeper than 10");
    }

    @Test
    void decode_whenOfAnotherType_thenUnknown() {
        assertThatThrownBy(() -> codec.decode(TYPE, RawPayload.of("<b xmlns='urn:y'>s3cret</b>")))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_UNKNOWN))
                .hasMessageContaining("raw()")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void decode_whenThereIsNone_thenInvalid() {
        assertThatThrownBy(() -> codec.decode(TYPE, new RawPayload("", "", "")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("no payload");
    }

    @Test
    void decode_whenTheTypeThrowsAnything_thenInvalidWithTheCauseAndNoWordOfThePayload() {
        for (Throwable bug : List.of(new IllegalArgumentException("s3cret"), new StackOverflowError("s3cret"))) {
            assertThatThrownBy(() -> codec.decode(throwing(bug), RawPayload.of("<a xmlns='urn:x'/>")))
                    .isInstanceOfSatisfying(GridPayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.PAYLOAD_INVALID))
                    .hasCause(bug)
                    .hasMessageContaining(bug.getClass().getName())
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void decode_whenRawOfOneKind_thenAsItCame() {
        String xml = "<a xmlns='urn:x' b='1&#10;2&#9;3'>&#13;</a>";

        assertThat(codec.decode(TYPE, new RawPayload("urn:x", "a", xml)).xml()).isEqualTo(xml);
    }

    @Test
    void decode_whenThePayloadWasBeyondALimit_thenSaysSo() {
        assertThatThrownBy(() -> codec.decode(TYPE, new RawPayload("urn:x", "a", "")))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining("GridLimits.depth()");
    }

    @Test
    void decode_whenTheTypeReturnsNullOrSomethingElse_thenInvalidAndSaysSo() {
        PayloadType<String> nothing = own(xml -> null);
        @SuppressWarnings({"unchecked", "rawtypes"})
        PayloadType<String> number = own((Payloads.XmlReader) xml -> 1);

        assertThatThrownBy(() -> codec.decode(nothing, RawPayload.of("<a xmlns='urn:x'/>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContainingAll("returned null", "java.lang.String", "raw()");
        assertThatThrownBy(() -> codec.decode(number, RawPayload.of("<a xmlns='urn:x'/>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("returned a java.lang.Integer");
    }

    @Test
    void decode_whenTheTypeLeavesTheReaderAnywhereOrClosesIt_thenTheNextOneIsReadAllTheSame() {
        RawPayload raw = RawPayload.of("<a xmlns='urn:x'><b>1</b><c/></a>");
        PayloadType<String> first = own(xml -> xml.getLocalName());
        PayloadType<String> second = own(xml -> {
            xml.nextTag();
            String text = xml.getElementText();
            xml.close();
            return text;
        });
        PayloadType<String> beyond = own(xml -> {
            while (true) {
                xml.next();
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(codec.decode(first, raw)).isEqualTo("a");
            assertThat(codec.decode(second, raw)).isEqualTo("1");
            assertThatThrownBy(() -> codec.decode(beyond, raw)).isInstanceOf(GridPayloadException.class);
        }
    }

    @Test
    void decode_whenTheTypesOwnAnswersThrow_thenInvalid() {
        PayloadType<RawPayload> type = new PayloadType<>() {
            @Override
            public String namespace() {
                throw new IllegalStateException("s3cret");
            }

            @Override
            public String element() {
                throw new IllegalStateException("s3cret");
            }

            @Override
            public Class<RawPayload> javaType() {
                return RawPayload.class;
            }

            @Override
            public RawPayload read(XMLStreamReader reader) {
                throw new IllegalStateException("s3cret");
            }

            @Override
            public void write(RawPayload payload, XMLStreamWriter writer) {
                // never called
            }
        };

        assertThatThrownBy(() -> codec.decode(type, RawPayload.of("<a xmlns='urn:x'/>")))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void decode_whenTheTypeRefusesOnPurpose_thenItsWordsAreTold() {
        PayloadType<String> type = own(xml -> {
            throw new GridPayloadException(Reason.PAYLOAD_INVALID, "no such severity", null, null);
        });

        assertThatThrownBy(() -> codec.decode(type, RawPayload.of("<a xmlns='urn:x'/>")))
                .hasMessageContainingAll("{urn:x}a", "no such severity");
    }

    @Test
    void decode_whenItIsNoItem_thenSpokenOfAsWhatItIs() {
        assertThatThrownBy(() -> codec.decode("answer", TYPE, RawPayload.of("<b xmlns='urn:y'/>")))
                .hasMessage("The answer carries {urn:y}b where {urn:x}a was expected");
    }

    @Test
    void encode_whenTheTypeOverflowsTheStack_thenRefused() {
        PayloadType<String> type = Payloads.of("urn:x", "a", String.class, xml -> "", (value, xml) -> {
            throw new StackOverflowError("s3cret");
        });

        assertThatThrownBy(() -> codec.encode(type, "x"))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("StackOverflowError")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void none_whenThereIsNoPayload_thenItsValueAndNothingIsWritten() {
        assertThat(codec.decode(Payloads.none(), new RawPayload("", "", ""))).isEqualTo(NoPayload.NOTHING);
        assertThat(codec.encode(Payloads.none(), NoPayload.NOTHING)).isEmpty();
        assertThatThrownBy(() -> codec.decode(Payloads.none(), RawPayload.of("<b xmlns='urn:y'/>")))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_UNKNOWN))
                .hasMessageContaining("no payload");
    }

    @Test
    void oneOf_whenSeveral_thenEachByItsElementAndAbsenceToo() {
        PayloadType<Object> type = Payloads.oneOf(Object.class, Payloads.json(), Payloads.none(), Payloads.xml());
        RawPayload delicate = RawPayload.of("<a xmlns='urn:x' b='1&#10;2&#9;3'>&#13;</a>");

        assertThat(codec.decode(type, RawPayload.of(codec.encode(type, "[1]")))).isEqualTo("[1]");
        assertThat(codec.decode(type, new RawPayload("", "", ""))).isEqualTo(NoPayload.NOTHING);
        assertThat(codec.encode(type, codec.decode(type, delicate))).isEqualTo(codec.encode(TYPE, delicate));
        assertThatThrownBy(() -> codec.encode(type, 1)).isInstanceOf(GridPayloadException.class);
    }

    @Test
    void json_whenSentAndRead_thenTheSameText() {
        String json = "{\"a\":\"\\ufffe <&> ]]>\"}\r\n";

        assertThat(codec.decode(Payloads.json(), RawPayload.of(codec.encode(Payloads.json(), json))))
                .isEqualTo(json);
    }

    private static PayloadType<String> own(Payloads.XmlReader<String> reader) {
        return Payloads.of("urn:x", "a", String.class, reader, (value, xml) -> {});
    }

    private static PayloadType<RawPayload> throwing(Throwable bug) {
        return new PayloadType<>() {
            @Override
            public String namespace() {
                return "urn:x";
            }

            @Override
            public String element() {
                return "a";
            }

            @Override
            public Class<RawPayload> javaType() {
                return RawPayload.class;
            }

            @Override
            public RawPayload read(XMLStreamReader reader) {
                if (bug instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) bug;
            }

            @Override
            public void write(RawPayload payload, XMLStreamWriter writer) {
                throw (RuntimeException) bug;
            }
        };
    }
}
