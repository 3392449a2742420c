package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.detection.Observed.ObservedText;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.ApplicationHeader;
import org.xmppgrid.iodef.model.BulkObservable;
import org.xmppgrid.iodef.model.BulkObservableFormat;
import org.xmppgrid.iodef.model.DomainData;
import org.xmppgrid.iodef.model.EmailData;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.FuzzyHash;
import org.xmppgrid.iodef.model.Hash;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.IodefFile;
import org.xmppgrid.iodef.model.Key;
import org.xmppgrid.iodef.model.Nameservers;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.RecordData;
import org.xmppgrid.iodef.model.RegistryHandle;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.model.dsig.X509Data;
import org.xmppgrid.iodef.model.dsig.X509IssuerSerial;
import org.xmppgrid.iodef.value.IodefBinary;
import org.xmppgrid.iodef.value.IodefNumber;

/** Which classes hold what can be observed, and as what. */
final class ObservableTable {
    private static final UnaryOperator<String> STRIPPED = String::strip;
    private static final UnaryOperator<String> UNFOLDED = Texts::unfolded;
    private static final UnaryOperator<String> DENSE = Texts::withoutSpace;

    /** Properties whose values are texts of one type. */
    private static final Map<Class<?>, List<Column>> COLUMNS = new HashMap<>();

    private record Column(ModelProperty property, ObservableType type, UnaryOperator<String> form) {}

    static {
        column(DomainData.class, "name", ObservableType.DOMAIN_NAME, UNFOLDED);
        column(Nameservers.class, "server", ObservableType.DOMAIN_NAME, UNFOLDED);
        column(EmailData.class, "emailTo", ObservableType.E_MAIL, UNFOLDED);
        column(EmailData.class, "emailFrom", ObservableType.E_MAIL, UNFOLDED);
        column(EmailData.class, "emailSubject", ObservableType.EMAIL_SUBJECT, STRIPPED);
        column(EmailData.class, "emailXMailer", ObservableType.EMAIL_X_MAILER, STRIPPED);
        column(IodefFile.class, "fileName", ObservableType.FILE_NAME, STRIPPED);
        column(IodefFile.class, "url", ObservableType.URL, UNFOLDED);
        column(RecordData.class, "url", ObservableType.URL, UNFOLDED);
        column(X509Data.class, "x509SubjectName", ObservableType.X509_SUBJECT, STRIPPED);
        column(X509Data.class, "x509Certificate", ObservableType.X509_CERTIFICATE, DENSE);
    }

    private ObservableTable() {}

    private static void column(Class<?> owner, String name, ObservableType type, UnaryOperator<String> form) {
        ModelProperty property = ModelClass.of(owner).property(name).orElseThrow();
        COLUMNS.computeIfAbsent(owner, k -> new ArrayList<>()).add(new Column(property, type, form));
    }

    /** What a part holds itself; the parts in it are asked on their own. */
    static Iterator<Observed> observed(PlacedPart placed, DisclosurePolicy policy) {
        Object part = placed.part();
        if (part instanceof BulkObservable bulk) {
            String list = bulk.getBulkObservableList();
            return list == null ? Collections.emptyIterator() : new BulkLines(placed, bulk, list, policy);
        }
        Rows rows = new Rows(placed, policy);
        rows.addAll(COLUMNS.getOrDefault(part.getClass(), List.of()));
        if (part instanceof Address address) {
            // Extended categories hold names of many words, which a fold may stand between.
            UnaryOperator<String> form = address.getExtCategory() == null ? UNFOLDED : STRIPPED;
            ObservableType type = Tokens.type(address.getCategory(), address.getExtCategory(), "ipv6-addr");
            rows.add("", type, address.getValue(), form);
        } else if (part instanceof Service service) {
            addService(rows, service);
        } else if (part instanceof Key key) {
            String value = key.getKeyValue() == null ? key.getValue() : key.getKeyValue();
            String second = value == null ? null : Texts.unfolded(value);
            rows.add("KeyName", ObservableType.WINDOWS_REG_KEY, key.getKeyName(), UNFOLDED, second);
        } else if (part instanceof X509IssuerSerial serial) {
            String number = text(serial.getX509SerialNumber());
            String issuer = serial.getX509IssuerName() == null
                    ? null
                    : serial.getX509IssuerName().strip();
            rows.add("X509SerialNumber", ObservableType.X509_SERIAL, number, STRIPPED, issuer);
        } else if (part instanceof RegistryHandle handle && placed.isIn(Observable.class)) {
            String registry = Tokens.type(handle.getRegistry(), handle.getExtRegistry(), "")
                    .token();
            rows.add(
                    "",
                    ObservableType.REGISTRY_HANDLE,
                    handle.getValue(),
                    STRIPPED,
                    registry.isEmpty() ? null : registry);
        } else if (part instanceof Hash hash && !placed.isIn(BulkObservableFormat.class)) {
            addHash(rows, hash, placed);
        } else if (part instanceof Extension extension) {
            addExtension(rows, extension, placed);
        }
        return rows.found.iterator();
    }

    private static void addService(Rows rows, Service service) {
        String protocol = text(service.getIpProtocol());
        rows.add("Port", ObservableType.PORT, text(service.getPort()), STRIPPED, protocol);
        rows.add("Portlist", ObservableType.PORTLIST, service.getPortlist(), STRIPPED, protocol);
    }

    private static void addHash(Rows rows, Hash hash, PlacedPart placed) {
        IodefBinary digest = hash.getDigestValue();
        if (digest == null) {
            return;
        }
        ObservableType type = ObservableType.FILE_HASH;
        PlacedPart holder = placed.parent();
        if (holder != null && holder.part() instanceof HashData data) {
            ObservableType scope = Tokens.type(data.getScope(), data.getExtScope(), "file-contents");
            type = scope.token().equals("file-contents") ? type : scope;
        }
        String algorithm = Tokens.algorithm(hash);
        String value = Texts.digest(algorithm, digest.text());
        rows.add("ds:DigestValue", type, digest.text(), new ObservedText(value, List.of(value), algorithm, null));
    }

    private static void addExtension(Rows rows, Extension extension, PlacedPart placed) {
        ObservableType type = null;
        String name =
                extension.getName() == null ? "" : extension.getName().strip().toLowerCase(Locale.ROOT);
        if (placed.isIn(FuzzyHash.class) && placed.path().step().startsWith("FuzzyHashValue")) {
            type = ObservableType.FUZZY_HASH;
        } else if (placed.isIn(ApplicationHeader.class) && name.equals("user-agent")) {
            type = ObservableType.HTTP_USER_AGENT;
        } else if (placed.isIn(EmailData.class)) {
            type = switch (name) {
                case "subject" -> ObservableType.EMAIL_SUBJECT;
                case "x-mailer" -> ObservableType.EMAIL_X_MAILER;
                default -> null;
            };
        }
        if (type != null) {
            StringBuilder text = new StringBuilder();
            extension.getContent().stream().filter(String.class::isInstance).forEach(text::append);
            rows.add("", type, text.toString(), STRIPPED);
        }
    }

    private static @Nullable String text(@Nullable IodefNumber number) {
        return number == null ? null : number.text();
    }

    /** What was found in one part. */
    private static final class Rows {
        private final PlacedPart placed;
        private final DisclosurePolicy policy;
        private final List<Observed> found = new ArrayList<>(2);

        Rows(PlacedPart placed, DisclosurePolicy policy) {
            this.placed = placed;
            this.policy = policy;
        }

        void addAll(List<Column> columns) {
            for (Column column : columns) {
                int position = 0;
                for (Object value : column.property().values(placed.part())) {
                    String raw = value instanceof IodefBinary binary ? binary.text() : (String) value;
                    String path = placed.pathOf(column.property(), ++position).toString();
                    put(path, column.type(), raw, new ObservedText(column.form().apply(raw)));
                }
            }
        }

        void add(String child, ObservableType type, @Nullable String raw, UnaryOperator<String> form) {
            add(child, type, raw, form, null);
        }

        void add(
                String child,
                ObservableType type,
                @Nullable String raw,
                UnaryOperator<String> form,
                @Nullable String second) {
            if (raw != null) {
                String value = form.apply(raw);
                List<String> fields = second == null ? List.of(value) : List.of(value, second);
                add(child, type, raw, new ObservedText(value, fields, null, null));
            }
        }

        void add(String child, ObservableType type, String raw, ObservedText text) {
            String path = child.isEmpty()
                    ? placed.path().toString()
                    : placed.path().child(child, "", 0).toString();
            put(path, type, raw, text);
        }

        private void put(String path, ObservableType type, String raw, ObservedText text) {
            if (!text.value().isEmpty()) {
                found.add(new Observed(placed, policy, path, type, raw, text));
            }
        }
    }
}
