package org.xmppgrid.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.BulkObservable;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.Counter;
import org.xmppgrid.iodef.model.DomainData;
import org.xmppgrid.iodef.model.Email;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.IodefFile;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.Key;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.Node;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.SystemCategory;

/** An incident report in lines for people: who, when, and a line for each flow and indicator. */
final class IncidentLines {
    private static final int BULK_SHOWN = 3;

    private final List<String> lines = new ArrayList<>();

    private IncidentLines() {}

    static List<String> of(IodefDocument document) {
        IncidentLines lines = new IncidentLines();
        document.getIncident().forEach(lines::incident);
        return lines.lines;
    }

    private void incident(Incident incident) {
        lines.add("  incident " + incident.getIncidentId().getName() + "/"
                + text(incident.getIncidentId().getValue()) + ", purpose " + incident.getPurpose()
                + (incident.getRestriction() == null ? "" : ", restriction " + incident.getRestriction()));
        String times = Stream.of(
                        time("generated", incident.getGenerationTime()),
                        time("reported", incident.getReportTime()),
                        time("detected", incident.getDetectTime()),
                        time("started", incident.getStartTime()),
                        time("ended", incident.getEndTime()))
                .filter(time -> !time.isEmpty())
                .collect(Collectors.joining(", "));
        lines.add("    " + times);
        incident.getDescription().forEach(description -> lines.add("    " + text(description.getValue())));
        incident.getContact().forEach(this::contact);
        incident.getEventData().forEach(this::event);
        if (incident.getIndicatorData() != null) {
            incident.getIndicatorData().getIndicator().forEach(this::indicator);
        }
    }

    private void contact(Contact contact) {
        String names = contact.getContactName().stream()
                .map(MlString::getValue)
                .map(IncidentLines::text)
                .collect(Collectors.joining(", "));
        String mail = contact.getEmail().stream()
                .map(Email::getEmailTo)
                .map(IncidentLines::text)
                .collect(Collectors.joining(", "));
        lines.add("    contact " + contact.getRole() + " (" + contact.getType() + ")" + before(" ", names)
                + before(" ", mail));
    }

    private void event(EventData event) {
        for (Flow flow : event.getFlow()) {
            String from = systems(flow, system -> !isTarget(system));
            String to = systems(flow, IncidentLines::isTarget);
            lines.add("    flow " + from + (from.isEmpty() || to.isEmpty() ? "" : " -> ") + to);
        }
        event.getEventData().forEach(this::event);
    }

    private static String systems(Flow flow, Predicate<IodefSystem> which) {
        return flow.getSystem().stream()
                .filter(which)
                .map(IncidentLines::system)
                .collect(Collectors.joining("; "));
    }

    private static boolean isTarget(IodefSystem system) {
        return SystemCategory.TARGET.equals(system.getCategory());
    }

    private void indicator(Indicator indicator) {
        String what = indicator.getIndicatorExpression() != null
                ? expression(indicator.getIndicatorExpression())
                : indicator.getObservable() != null
                        ? observable(indicator.getObservable())
                        : indicator.getObservableReference() != null
                                ? reference(indicator.getObservableReference())
                                : "a reference to another indicator";
        lines.add("    indicator " + text(indicator.getIndicatorId().getValue()) + ": " + what);
    }

    private static String expression(IndicatorExpression expression) {
        String operator = expression.getOperator() == null
                ? "and"
                : expression.getOperator().token();
        List<String> terms = expression.getTerms().stream()
                .map(IncidentLines::term)
                .filter(term -> !term.isEmpty())
                .toList();
        if (terms.size() == 1) {
            return operator.equals("not") ? "not " + terms.get(0) : terms.get(0);
        }
        return "(" + String.join(" " + operator + " ", terms) + ")";
    }

    private static String term(Object term) {
        if (term instanceof IndicatorExpression expression) {
            return expression(expression);
        } else if (term instanceof Observable observable) {
            return observable(observable);
        } else if (term instanceof ObservableReference reference) {
            return reference(reference);
        }
        return "";
    }

    private static String reference(ObservableReference reference) {
        return "see " + reference.getUidRef();
    }

    private static String observable(Observable observable) {
        if (observable.getAddress() != null) {
            return address(observable.getAddress());
        } else if (observable.getDomainData() != null) {
            return domain(observable.getDomainData());
        } else if (observable.getSystem() != null) {
            return system(observable.getSystem());
        } else if (observable.getFileData() != null) {
            return observable.getFileData().getFile().stream()
                    .map(IncidentLines::file)
                    .collect(Collectors.joining(", "));
        } else if (observable.getWindowsRegistryKeysModified() != null) {
            return observable.getWindowsRegistryKeysModified().getKey().stream()
                    .map(Key::getKeyName)
                    .map(name -> "registry key " + text(name))
                    .collect(Collectors.joining(", "));
        } else if (observable.getBulkObservable() != null) {
            return bulk(observable.getBulkObservable());
        } else if (observable.getEmailData() != null) {
            return "e-mail" + before(" from ", text(observable.getEmailData().getEmailFrom()))
                    + before(", subject ", text(observable.getEmailData().getEmailSubject()));
        }
        return "an observable of another kind";
    }

    private static String system(IodefSystem system) {
        String category =
                system.getCategory() == null ? "system" : system.getCategory().token();
        String services = system.getService().stream()
                .map(IncidentLines::service)
                .filter(service -> !service.isEmpty())
                .collect(Collectors.joining(", "));
        String counters = Stream.concat(
                        system.getCounter().stream(),
                        system.getNode() == null ? Stream.<Counter>empty() : system.getNode().getCounter().stream())
                .map(counter -> counter.getValue() + " " + counter.getUnit() + "s")
                .collect(Collectors.joining(", "));
        return category + before(" ", node(system.getNode())) + before(" ", services) + before(", ", counters);
    }

    private static String node(@Nullable Node node) {
        if (node == null) {
            return "";
        }
        return node.getAddressesAndDomains().stream()
                .map(part -> part instanceof Address address ? address(address) : domain((DomainData) part))
                .collect(Collectors.joining(", "));
    }

    private static String service(Service service) {
        String port = service.getPort() != null ? service.getPort().text() : text(service.getPortlist());
        return before("port ", port) + (service.getIpProtocol() == null ? "" : " protocol " + service.getIpProtocol());
    }

    private static String address(Address address) {
        return (address.getCategory() == null
                        ? "address"
                        : address.getCategory().token()) + " " + text(address.getValue());
    }

    private static String domain(DomainData domain) {
        return "domain " + text(domain.getName());
    }

    private static String file(IodefFile file) {
        long hashes =
                file.getHashData() == null ? 0 : file.getHashData().getHash().size();
        return "file" + before(" ", text(file.getFileName())) + (hashes == 0 ? "" : " with " + hashes + " hash");
    }

    private static String bulk(BulkObservable bulk) {
        List<String> values = Objects.requireNonNullElse(bulk.getBulkObservableList(), "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return values.size() + " of " + bulk.getType() + ": "
                + String.join(", ", values.subList(0, Math.min(BULK_SHOWN, values.size())))
                + (values.size() > BULK_SHOWN ? ", …" : "");
    }

    private static String time(String name, @Nullable IodefTime time) {
        return time == null ? "" : name + " " + time;
    }

    private static String before(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }

    /** A value on one line: the RFCs' examples wrap theirs. */
    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip().replaceAll("\\s+", " ");
    }
}
