package org.xmppgrid.iodef.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xmppgrid.iodef.Iodef;

/** The documents of the RFCs as XML and JSON, and RFC 8727's schema. */
final class JsonDocuments {
    static final List<String> XML = List.of(
            "rfc7970-7.1-minimal.xml",
            "rfc7970-7.2-campaign-indicators.xml",
            "rfc8274-B.1-malware-delivery-url.xml",
            "rfc8274-B.2-ddos.xml",
            "rfc8274-B.3-spear-phishing.xml",
            "rfc8274-B.4-malware.xml",
            "rfc8274-B.5-iot-malware.xml",
            "rfc8600-6-publish-payload.xml",
            "rfc8600-6-event-payload.xml");

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(text("json/rfc8727-appB.schema.json")
                    .replace("https://json-schema.org/draft-04", "http://json-schema.org/draft-04"));

    private JsonDocuments() {}

    static String xml(String name) {
        return text("rfc/" + name);
    }

    static String json(String name) {
        return text("json/" + name);
    }

    /** What the schema of RFC 8727 says against a text. */
    static List<String> schemaErrors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private static String text(String resource) {
        try (InputStream in = Iodef.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No test document " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
