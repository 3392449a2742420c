package org.xmppgrid.iodef.internal.check;

import java.util.Map;
import java.util.Set;
import org.xmppgrid.iodef.model.BulkObservableFormat;
import org.xmppgrid.iodef.model.FuzzyHash;
import org.xmppgrid.iodef.model.Hash;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.RecordPattern;
import org.xmppgrid.iodef.value.HashScope;
import org.xmppgrid.iodef.value.RecordPatternType;

/** Records, files and their hashes. */
final class RecordRules {
    private static final Rule TARGET = Rule.error("hash-target-missing", "RFC 7970 §3.26");
    private static final Rule APPLICATION = Rule.error("hash-application-missing", "RFC 7970 §3.26");
    private static final Rule LENGTH = Rule.warning("digest-length", "RFC 7970 §3.26.1");
    private static final Rule PATTERN = Rule.warning("pattern-syntax", "RFC 7970 §3.22.2");

    private static final Set<HashScope> PARTS =
            Set.of(HashScope.FILE_PE_SECTION, HashScope.FILE_PE_RESOURCE, HashScope.FILE_PDF_OBJECT);

    /** Bytes of a digest, by the end of the name of its algorithm. */
    private static final Map<String, Integer> LENGTHS =
            Map.of("md5", 16, "sha1", 20, "sha224", 28, "sha256", 32, "sha384", 48, "sha512", 64, "ripemd160", 20);

    private RecordRules() {}

    static void addTo(RuleBook book) {
        book.on(TARGET, HashData.class, (data, place) -> {
            if (data.getScope() != null && PARTS.contains(data.getScope()) && Texts.isBlank(data.getHashTargetId())) {
                place.report("This @scope is a part of a file, and HashTargetID must say which; add it.");
            }
        });
        book.on(APPLICATION, HashData.class, RecordRules::namesTheTool);
        book.on(LENGTH, Hash.class, RecordRules::hasTheLengthOfItsAlgorithm);
        book.on(PATTERN, RecordPattern.class, (pattern, place) -> {
            if (RecordPatternType.BINARY.equals(pattern.getType())
                    && !DataSyntax.isHex(Texts.stripped(pattern.getValue()))) {
                place.report("A binary pattern must be written in pairs of hexadecimal digits; correct it.");
            }
        });
    }

    private static void namesTheTool(HashData data, Place place) {
        if (HashScope.FILE_PE_IAT.equals(data.getScope())
                && (data.getHash().stream().map(Hash::getApplication).anyMatch(tool -> tool == null)
                        || data.getFuzzyHash().stream()
                                .map(FuzzyHash::getApplication)
                                .anyMatch(tool -> tool == null))) {
            place.report("Tools hash an import address table differently, so each Hash and FuzzyHash of the @scope"
                    + " file-pe-iat must have the Application that made it; add it.");
        }
    }

    private static void hasTheLengthOfItsAlgorithm(Hash hash, Place place) {
        if (hash.getDigestMethod() == null
                || hash.getDigestValue() == null
                || place.parent(BulkObservableFormat.class).isPresent()) {
            return; // in a format, it is the kind of hash that counts
        }
        String algorithm = Texts.stripped(hash.getDigestMethod().getAlgorithm()).toLowerCase(java.util.Locale.ROOT);
        Integer length = LENGTHS.get(algorithm.substring(algorithm.lastIndexOf('#') + 1));
        if (length != null
                && hash.getDigestValue()
                        .bytes()
                        .filter(bytes -> bytes.length != length)
                        .isPresent()) {
            place.report("ds:DigestValue must be the base64 of the " + length
                    + " bytes that its algorithm makes, and it is of another length; encode the bytes, not their"
                    + " hexadecimal digits.");
        }
    }
}
