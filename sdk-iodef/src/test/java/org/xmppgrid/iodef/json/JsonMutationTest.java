package org.xmppgrid.iodef.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;

/** Valid documents with one value replaced by one of each other type, or cut off at each character. */
class JsonMutationTest {
    private static final List<String> VALUES =
            List.of("null", "true", "-1.5e3", "\"text\"", "[]", "[[]]", "{}", "[{}]");

    private final ObjectMapper mapper = new ObjectMapper();

    static List<String> documents() {
        return JsonDocuments.XML;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void read_whenAValueIsOfAnotherType_thenIsRefusedOrReported(String name) throws IOException {
        JsonNode document = mapper.readTree(IodefJson.write(Iodef.read(JsonDocuments.xml(name))));
        List<String> silent = new ArrayList<>();
        mutate(document, "", pointer -> {
            String json = document.toString();
            if (!isReported(json)) {
                silent.add(pointer);
            }
        });

        // An empty array or object says nothing where one may stand.
        assertThat(silent)
                .allMatch(pointer -> pointer.endsWith(" [] for ARRAY")
                        || pointer.endsWith(" [{}] for ARRAY")
                        || pointer.endsWith(" {} for OBJECT")
                        || pointer.endsWith(" \"text\" for STRING")
                        || pointer.endsWith(" -1.5e3 for NUMBER")
                        || pointer.endsWith(" \"text\" for OBJECT")
                                && pointer.matches(".*/(Description|ContactName)/\\d+ .*")
                        || pointer.matches(".*/(Description|ContactName)/\\d+ \\{} for (OBJECT|STRING)"));
        assertThat(silent).isNotEmpty();
    }

    private boolean isReported(String json) {
        try {
            IodefDocument document = IodefJson.read(json);
            IodefJson.write(document);
            Iodef.write(document);
            return !document.findings().isEmpty();
        } catch (GridPayloadException e) {
            return true;
        }
    }

    private void mutate(JsonNode node, String pointer, Consumer<String> check) throws IOException {
        if (node instanceof ObjectNode object) {
            for (String name : (Iterable<String>) object::fieldNames) {
                JsonNode original = object.get(name);
                for (String value : VALUES) {
                    object.set(name, mapper.readTree(value));
                    check.accept(pointer + "/" + name + " " + value + " for " + original.getNodeType());
                }
                object.set(name, original);
                mutate(original, pointer + "/" + name, check);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode original = array.get(i);
                for (String value : VALUES) {
                    array.set(i, mapper.readTree(value));
                    check.accept(pointer + "/" + i + " " + value + " for " + original.getNodeType());
                }
                array.set(i, original);
                mutate(original, pointer + "/" + i, check);
            }
        }
    }

    @Test
    void read_whenTheTextIsCutOff_thenIsRefused() {
        String json = IodefJson.write(Iodef.read(JsonDocuments.xml("rfc8274-B.1-malware-delivery-url.xml")));
        List<Integer> read = new ArrayList<>();
        for (int length = 0; length < json.length(); length++) {
            try {
                IodefJson.read(json.substring(0, length));
                read.add(length);
            } catch (GridPayloadException e) {
                assertThat(e).hasMessageEndingWith(".");
            }
        }

        assertThat(read).isEmpty();
    }
}
