package org.xmppgrid.iodef.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xmppgrid.iodef.internal.codec.DocumentFindings;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/** Whole documents to JSON texts and back. */
public final class DocumentJson {
    private static final JsonClass DOCUMENT = JsonClass.of(IodefDocument.class);

    private DocumentJson() {}

    public static String write(IodefDocument document) {
        StringWriter text = new StringWriter(1024);
        try {
            JsonText.print(written(document), text);
        } catch (IOException e) {
            throw unwritable(e);
        }
        return text.toString();
    }

    public static void write(IodefDocument document, OutputStream out) {
        try {
            // Not Jackson's own encoder, which escapes what is beyond the first plane.
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            JsonText.print(written(document), writer);
            writer.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static RuntimeException unwritable(IOException e) {
        return JsonFailure.of("The JSON can't be written: " + e, "", "Check where it goes to.", e);
    }

    public static IodefDocument read(String json) {
        return read(JsonText.parse(new StringReader(json)));
    }

    public static IodefDocument read(InputStream in) {
        return read(JsonText.parse(in));
    }

    private static IodefDocument read(JsonValue json) {
        if (!(json instanceof JsonValue.Members members)
                || DOCUMENT.members().stream()
                        .limit(1)
                        .noneMatch(version -> members.byName().containsKey(version.name())
                                || members.byName().containsKey("Incident"))) {
            throw JsonFailure.of(
                    "The JSON text is no IODEF document",
                    "",
                    "One is an object with the members version and Incident (RFC 8727 §4.1).",
                    null);
        }
        Reading reading = new Reading();
        IodefDocument document = document(members, reading);
        DocumentFindings.attach(document, reading.findings());
        return document;
    }

    /** What writing a document and reading it again loses or changes. */
    public static List<Finding> losses(IodefDocument document) {
        return Losses.between(document, document(written(document), new Reading()));
    }

    private static JsonValue.Members written(IodefDocument document) {
        Writing writing = new Writing();
        writing.descend(1);
        return DOCUMENT.write(document, writing);
    }

    private static IodefDocument document(JsonValue.Members members, Reading reading) {
        reading.descend(1);
        try {
            return (IodefDocument) DOCUMENT.read(members, reading);
        } finally {
            // Embedded XML has names that its sender chose.
            Parsers.forgetNames();
        }
    }
}
