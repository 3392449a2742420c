package org.xmppgrid.iodef;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.BulkObservable;
import org.xmppgrid.iodef.model.DomainData;
import org.xmppgrid.iodef.model.EmailData;
import org.xmppgrid.iodef.model.FileData;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IodefFile;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.value.BulkObservableType;

/**
 * IndicatorParts of compromise and what can be observed of them (RFC 7970 §3.29), as plain immutable objects of the model:
 * made for {@code import static org.xmppgrid.iodef.IndicatorParts.*}, beside that of {@link Parts}.
 *
 * <pre>{@code
 * indicator("csirt.example.com", "C2-2025-17", observable(domain("c2.example.net")))
 * observable(file("invoice.exe", sha256("9f86d081…")))
 * bulk(BulkObservableType.IPV4_ADDR, "192.0.2.1", "192.0.2.2")
 * }</pre>
 *
 * <p>Everything here may be called from any thread. A null is answered with {@link NullPointerException}, a text that
 * can't be meant with {@link IllegalArgumentException}; both name the argument, and neither repeats the value.
 */
public final class IndicatorParts {
    private IndicatorParts() {}

    /**
     * An indicator, of {@linkplain IndicatorBuilder#DEFAULT_VERSION version 1}. Within an incident
     * {@link IncidentBuilder#indicator(String, Observable)} takes the name from there.
     *
     * @param name the fully qualified domain name of the CSIRT that made the indicator (RFC 7970 §3.29.1)
     * @param id the indicator's id, unique there; a letter or _ first, then letters, digits, '.', '-' or '_'
     * @param observable what to look for
     * @return the indicator
     */
    public static Indicator indicator(String name, String id, Observable observable) {
        return indicator(name, id, observable, nothing -> {});
    }

    /**
     * An indicator with more than it must have: version, confidence, validity, descriptions.
     *
     * @param name the fully qualified domain name of the CSIRT that made the indicator (RFC 7970 §3.29.1)
     * @param id the indicator's id, unique there; a letter or _ first, then letters, digits, '.', '-' or '_'
     * @param observable what to look for
     * @param parts what else the indicator has; called once, on the caller's thread
     * @return the indicator
     * @throws IllegalStateException if the indicator ends before it starts
     */
    public static Indicator indicator(
            String name, String id, Observable observable, Consumer<? super IndicatorBuilder> parts) {
        IndicatorBuilder indicator = new IndicatorBuilder(name, id, observable);
        Checks.given(parts, "parts").accept(indicator);
        return indicator.build();
    }

    /**
     * An address, network or URL to look for.
     *
     * @param address by {@link Parts#address(String)} or {@link Parts#url}
     * @return the observable
     */
    public static Observable observable(Address address) {
        return Observable.builder()
                .withAddress(Checks.given(address, "address"))
                .build();
    }

    /**
     * A domain to look for.
     *
     * @param domain by {@link Parts#domain}
     * @return the observable
     */
    public static Observable observable(DomainData domain) {
        return Observable.builder()
                .withDomainData(Checks.given(domain, "domain"))
                .build();
    }

    /**
     * A port or an ICMP message to look for.
     *
     * @param service by {@link Parts#service} or {@link Parts#icmp}
     * @return the observable
     */
    public static Observable observable(Service service) {
        return Observable.builder()
                .withService(Checks.given(service, "service"))
                .build();
    }

    /**
     * A system to look for, with its addresses and ports together.
     *
     * @param system by {@link Parts#source} or {@link Parts#system}
     * @return the observable
     */
    public static Observable observable(IodefSystem system) {
        return Observable.builder().withSystem(Checks.given(system, "system")).build();
    }

    /**
     * An e-mail to look for.
     *
     * @param email by {@link Parts#email}
     * @return the observable
     */
    public static Observable observable(EmailData email) {
        return Observable.builder().withEmailData(Checks.given(email, "email")).build();
    }

    /**
     * A file to look for.
     *
     * @param file by {@link Parts#file(String, org.xmppgrid.iodef.model.Hash...)}
     * @param more further files that belong to it
     * @return the observable
     */
    public static Observable observable(IodefFile file, IodefFile... more) {
        return Observable.builder()
                .withFileData(FileData.builder()
                        .addFile(Checks.given(file, "file"))
                        .addFile(List.of(Checks.given(more, "more")))
                        .build())
                .build();
    }

    /**
     * A long list of one kind to look for (RFC 7970 §3.29.3.1), one on each line.
     *
     * @param type the kind; {@code file-hash} is refused, as nothing says how its lines are written: take
     *     {@link #observable(IodefFile, IodefFile...)}
     * @param values at least one, each on one line as RFC 7970 writes those of the kind
     * @return the observable
     */
    public static Observable bulk(BulkObservableType type, String... values) {
        return bulk(type, List.of(Checks.given(values, "values")));
    }

    /**
     * A long list of one kind to look for (RFC 7970 §3.29.3.1), one on each line.
     *
     * @param type the kind; {@code file-hash} is refused, as nothing says how its lines are written: take
     *     {@link #observable(IodefFile, IodefFile...)}
     * @param values at least one, each on one line as RFC 7970 writes those of the kind; read once, in its order
     * @return the observable
     */
    public static Observable bulk(BulkObservableType type, Iterable<String> values) {
        Checks.listed(type, "type");
        if (type.equals(BulkObservableType.EXT_VALUE) || type.equals(BulkObservableType.FILE_HASH)) {
            throw Checks.wrong("type", "a kind whose lines RFC 7970 describes: not ext-value, not file-hash");
        }
        StringJoiner lines = new StringJoiner("\n");
        lines.setEmptyValue("");
        for (String value : Checks.given(values, "values")) {
            lines.add(Checks.line(value, "values"));
        }
        if (lines.length() == 0) {
            throw Checks.wrong("values", "at least one");
        }
        return Observable.builder()
                .withBulkObservable(BulkObservable.builder()
                        .withType(type)
                        .withBulkObservableList(lines.toString())
                        .build())
                .build();
    }
}
