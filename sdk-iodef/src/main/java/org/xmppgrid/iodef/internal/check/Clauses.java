package org.xmppgrid.iodef.internal.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which section of which RFC describes a class. */
final class Clauses {
    private static final Map<String, String> SECTIONS = sections();

    private Clauses() {}

    /** The clause of a class of the model; the schema itself for what is in none. */
    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "RFC 7970 §8";
        }
        return switch (type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1)) {
            case "dsig" -> "XML Signature §4";
            case "enumref" -> "RFC 7495 §2";
            case "sci" -> "RFC 7203 §4";
            case "v1" -> "RFC 5070 §3";
            default -> "RFC 7970 §" + SECTIONS.getOrDefault(type.getSimpleName(), "8");
        };
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new HashMap<>();
        String lines = """
                2.4 MlString | 2.15 Software | 2.15.1 SoftwareReference | 2.16 Extension
                3.1 IodefDocument | 3.2 Incident | 3.4 IncidentId | 3.5 AlternativeId | 3.6 RelatedActivity
                3.7 ThreatActor | 3.8 Campaign | 3.9 Contact | 3.9.1 RegistryHandle | 3.9.2 PostalAddress
                3.9.3 Email | 3.9.4 Telephone | 3.10 Discovery | 3.10.1 DetectionPattern | 3.11 Method
                3.11.1 Reference | 3.12 Assessment | 3.12.1 SystemImpact | 3.12.2 BusinessImpact
                3.12.2 BusinessImpactType | 3.12.2 IntendedImpact | 3.12.3 TimeImpact | 3.12.4 MonetaryImpact
                3.12.5 Confidence | 3.13 History | 3.13.1 HistoryItem | 3.14 EventData | 3.15 Expectation
                3.16 Flow | 3.17 IodefSystem | 3.18 Node | 3.18.1 Address | 3.18.2 NodeRole | 3.18.3 Counter
                3.19 DomainData | 3.19.1 Nameservers | 3.19.2 DomainContacts | 3.20 Service | 3.20.1 ServiceName
                3.20.2 ApplicationHeader | 3.21 EmailData | 3.22 IodefRecord | 3.22.1 RecordData
                3.22.2 RecordPattern | 3.23 WindowsRegistryKeysModified | 3.23.1 Key | 3.24 CertificateData
                3.24.1 Certificate | 3.25 FileData | 3.25.1 IodefFile | 3.26 HashData | 3.26.1 Hash
                3.26.2 FuzzyHash | 3.27 SignatureData | 3.28 IndicatorData | 3.29 Indicator | 3.29.1 IndicatorId
                3.29.2 AlternativeIndicatorId | 3.29.3 Observable | 3.29.3.1 BulkObservable
                3.29.3.1.1 BulkObservableFormat | 3.29.4 IndicatorExpression | 3.29.6 ObservableReference
                3.29.7 IndicatorReference | 3.29.8 AttackPhase
                """;
        for (String entry : lines.split("[|\n]")) {
            String[] words = entry.strip().split(" ");
            sections.put(words[1], words[0]);
        }
        return Map.copyOf(sections);
    }
}
