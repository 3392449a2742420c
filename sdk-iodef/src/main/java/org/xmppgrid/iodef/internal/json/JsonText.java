package org.xmppgrid.iodef.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.xml.BoundedInputStream;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.sdk.GridPayloadException;

/** JSON texts to values and back, by Jackson; the only class that knows it. Everything that is read is bounded. */
final class JsonText {
    /** What is one element in XML is an object and a few values here, one for each attribute and text. */
    private static final int MAX_VALUES = 5 * ReadLimits.MAX_ELEMENTS;

    /** Two for each element: its object, and the array that holds it. */
    private static final int MAX_NESTING = 2 * ReadLimits.MAX_DEPTH;

    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_NAME_LENGTH = 1000;
    private static final long MAX_BYTES = 4L * ReadLimits.MAX_TOTAL_LENGTH;

    private static final String ADVICE_LIMIT = "Split the report, or ask its sender to.";

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(ReadLimits.MAX_TEXT_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .build())
            // Messages quote nothing of the text.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names are the sender's: no table that outlives the text keeps them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonParser parser;
    private final Trail trail = new Trail();
    private int values;
    private long length;

    private JsonText(JsonParser parser) {
        this.parser = parser;
    }

    static JsonValue parse(InputStream in) {
        return parse(() -> FACTORY.createParser(JsonEncoding.reader(new BoundedInputStream(in, MAX_BYTES))));
    }

    static JsonValue parse(Reader in) {
        return parse(() -> FACTORY.createParser(in));
    }

    private interface Opening {
        JsonParser open() throws IOException;
    }

    private static JsonValue parse(Opening opening) {
        JsonText text = null;
        try (JsonParser parser = opening.open()) {
            text = new JsonText(parser);
            return text.whole();
        } catch (IOException e) {
            throw text == null ? unreadable(e, "", null) : unreadable(e, text.trail.toString(), text.parser);
        }
    }

    private JsonValue whole() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw JsonFailure.of(
                    "The JSON text is empty", "", "An IODEF document is one JSON object (RFC 8727 §4).", null);
        }
        JsonValue value = value(first);
        if (parser.nextToken() != null) {
            throw failure("Something follows the end of the JSON object", "Send one document at a time.");
        }
        return value;
    }

    /** Recursion is bounded by the parser, which refuses what is nested deeper than {@link #MAX_NESTING}. */
    private JsonValue value(JsonToken token) throws IOException {
        if (++values > MAX_VALUES) {
            throw failure("The JSON text has more than " + MAX_VALUES + " values", ADVICE_LIMIT);
        }
        return switch (token) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> new JsonValue.Text(checked(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Digits(counted(parser.getText()));
            case VALUE_TRUE -> new JsonValue.Truth("true");
            case VALUE_FALSE -> new JsonValue.Truth("false");
            case VALUE_NULL -> new JsonValue.Nothing();
            default -> throw failure("The text is not well-formed JSON", "Have it written by a JSON library.");
        };
    }

    private JsonValue members() throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String name = counted(parser.currentName());
            trail.enter(name);
            if (members.put(name, value(parser.nextToken())) != null) {
                throw failure("A member stands twice", "Which one holds can't be told; send it once (RFC 8259 §4).");
            }
            trail.leave();
        }
        return new JsonValue.Members(members);
    }

    private JsonValue items() throws IOException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            trail.enter(items.size());
            items.add(value(token));
            trail.leave();
        }
        return new JsonValue.Items(items);
    }

    private String checked(String text) {
        if (Characters.firstUnusable(text) >= 0) {
            throw failure("A string has a character that XML does not have", Characters.ADVICE);
        }
        return counted(text);
    }

    private String counted(String text) {
        length += text.length();
        if (length > ReadLimits.MAX_TOTAL_LENGTH) {
            throw failure(
                    "The JSON text has more than " + ReadLimits.MAX_TOTAL_LENGTH + " characters of content",
                    ADVICE_LIMIT);
        }
        return text;
    }

    private GridPayloadException failure(String what, String advice) {
        return JsonFailure.of(what, place(trail.toString(), parser.currentLocation()), advice, null);
    }

    /** Jackson's own messages and exceptions quote the text, and the text may be confidential: none is passed on. */
    private static GridPayloadException unreadable(IOException e, String pointer, @Nullable JsonParser parser) {
        JsonLocation location = e instanceof JsonProcessingException fault && fault.getLocation() != null
                ? fault.getLocation()
                : parser == null ? null : parser.currentLocation();
        String place = place(pointer, location);
        if (e instanceof StreamConstraintsException) {
            return JsonFailure.of(
                    "The JSON text is beyond a limit (" + MAX_NESTING + " levels, " + ReadLimits.MAX_TEXT_LENGTH
                            + " characters of a string, " + MAX_NUMBER_LENGTH + " of a number or name, " + MAX_BYTES
                            + " in all)",
                    place,
                    ADVICE_LIMIT,
                    null);
        }
        if (e instanceof JsonEOFException) {
            return JsonFailure.of("The JSON text ends too early", place, "Send all of it.", null);
        }
        if (e instanceof JsonProcessingException) {
            return JsonFailure.of(
                    "The text is not well-formed JSON", place, "Have it written by a JSON library (RFC 8259).", null);
        }
        if (e instanceof CharacterCodingException) {
            return JsonFailure.of(
                    "The JSON text has bytes that are no characters", place, "Send it as UTF-8 (RFC 8259 §8.1).", null);
        }
        return JsonFailure.of("The JSON text can't be read: " + e, place, "Check where it comes from.", e);
    }

    private static String place(String pointer, @Nullable JsonLocation location) {
        String position = location == null || location.getLineNr() < 1
                ? ""
                : "(line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        return pointer.isEmpty() || position.isEmpty() ? pointer + position : pointer + " " + position;
    }

    static void print(JsonValue value, Writer out) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            print(value, generator);
        }
    }

    private static void print(JsonValue value, JsonGenerator generator) throws IOException {
        if (value instanceof JsonValue.Members members) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonValue> member : members.byName().entrySet()) {
                generator.writeFieldName(member.getKey());
                print(member.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof JsonValue.Items items) {
            generator.writeStartArray();
            for (JsonValue item : items.values()) {
                print(item, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof JsonValue.Text text) {
            generator.writeString(text.text());
        } else if (value instanceof JsonValue.Digits digits) {
            generator.writeNumber(digits.text());
        } else if (value instanceof JsonValue.Truth truth) {
            generator.writeBoolean(Boolean.parseBoolean(truth.text()));
        } else {
            generator.writeNull();
        }
    }
}
