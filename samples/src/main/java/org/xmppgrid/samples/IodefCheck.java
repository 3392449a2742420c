package org.xmppgrid.samples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;

/**
 * Checks IODEF documents: whether each is valid, and whether the SDK loses anything of it. One line for each file, its
 * findings indented below:
 *
 * <pre>{@code
 * incident.xml<TAB>invalid<TAB>lossless<TAB>1 findings
 *   ERROR /IODEF-Document/Incident[1] schema-missing-element: GenerationTime is missing before Contact; ... (RFC 7970 §3.2)
 * }</pre>
 *
 * <p>{@code valid} and {@code invalid} are the strict verdict: the schema of RFC 7970 and the rules of its text.
 * {@code refused} is what the limits or the parser would not read. {@code lossless} and {@code lossy} compare what was
 * read, written and read again with the original, but for what {@link XmlComparison} ignores; a document whose elements
 * are brought into the schema's order is lossy too.
 */
public final class IodefCheck {
    private final PrintStream out;

    IodefCheck(PrintStream out) {
        this.out = out;
    }

    /**
     * Checks the files.
     *
     * @param args the files; the program ends with status 0 only if all are valid and lossless, with 1 otherwise
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.err.println("Which files? Name one IODEF document or more.");
            System.exit(1);
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!new IodefCheck(out).check(List.of(args))) {
            System.exit(1);
        }
    }

    /** Whether all files are valid and lossless. */
    boolean check(List<String> files) {
        boolean good = true;
        for (String file : files) {
            good &= check(file);
        }
        return good;
    }

    private boolean check(String file) {
        byte[] original;
        IodefDocument document;
        try {
            Path path = Path.of(file);
            document = Iodef.reader().validating().read(path);
            original = Files.readAllBytes(path);
        } catch (GridPayloadException | IOException | IllegalArgumentException e) {
            // The sentence of the exception starts with the file, which the line has already.
            String sentence = String.valueOf(e.getMessage());
            report(
                    file,
                    "refused",
                    "unread",
                    List.of("ERROR / refused: "
                            + (sentence.startsWith(file + ": ") ? sentence.substring(file.length() + 2) : sentence)));
            return false;
        }
        List<String> findings = new ArrayList<>();
        boolean valid = true;
        for (Finding finding : Iodef.validate(document)) {
            valid &= finding.severity() != Finding.Severity.ERROR;
            findings.add(finding.severity() + " " + finding.path() + " " + finding.rule() + ": " + finding.message()
                    + " (" + finding.clause() + ")");
        }
        Optional<String> loss = loss(document, original);
        loss.ifPresent(difference -> findings.add("ERROR " + difference));
        report(file, valid ? "valid" : "invalid", loss.isEmpty() ? "lossless" : "lossy", findings);
        return valid && loss.isEmpty();
    }

    /** Where the document, written and read again, first differs from the original. */
    private static Optional<String> loss(IodefDocument document, byte[] original) {
        try {
            byte[] written = written(document);
            if (!Arrays.equals(written(Iodef.read(new ByteArrayInputStream(written))), written)) {
                return Optional.of("/IODEF-Document lost: It is another document when it is written and read again.");
            }
            return XmlComparison.difference(new ByteArrayInputStream(original), new ByteArrayInputStream(written));
        } catch (GridPayloadException | XMLStreamException e) {
            return Optional.of("/IODEF-Document lost: It is another document when it is written and read again.");
        }
    }

    private static byte[] written(IodefDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iodef.write(document, out);
        return out.toByteArray();
    }

    private void report(String file, String verdict, String loss, List<String> findings) {
        out.println(file + "\t" + verdict + "\t" + loss + "\t" + findings.size() + " findings");
        for (String finding : findings) {
            out.println("  " + finding);
        }
    }
}
