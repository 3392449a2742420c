package org.xmppgrid.iodef.internal.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.ApplicationHeader;
import org.xmppgrid.iodef.model.DomainData;
import org.xmppgrid.iodef.model.EmailData;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.Nameservers;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.SystemCategory;

/** Systems, their addresses and services. */
final class SystemRules {
    private static final Rule ADDRESS = Rule.warning("address-syntax", "RFC 7970 §3.18.1");
    private static final Rule CATEGORY = Rule.warning("address-category-missing", "RFC 7970 §3.18.1");
    private static final Rule NAMESERVER = Rule.error("nameserver-address", "RFC 7970 §3.19.1");
    private static final Rule DOMAIN_STATUS = Rule.warning("domain-status-missing", "RFC 7970 §3.19");
    private static final Rule PROTOCOL = Rule.error("ip-protocol-missing", "RFC 7970 §3.20");
    private static final Rule RANGE = Rule.warning("port-range", "RFC 7970 §3.20");
    private static final Rule PAIRING = Rule.warning("portlist-pairing", "RFC 7970 §3.20");
    private static final Rule FLOW = Rule.error("portlist-flow", "RFC 7970 §3.20");
    private static final Rule HEADER_NAME = Rule.error("header-name-missing", "RFC 7970 §3.20.2");
    private static final Rule HEADER_VALUE = Rule.error("header-value-missing", "RFC 7970 §3.20.2");
    private static final Rule HEADER_TYPE = Rule.error("email-header-dtype", "RFC 7970 §3.21");

    private static final BigDecimal MAX_PORT = BigDecimal.valueOf(65_535);
    private static final BigDecimal MAX_PROTOCOL = BigDecimal.valueOf(255);

    private SystemRules() {}

    static void addTo(RuleBook book) {
        book.on(ADDRESS, Address.class, SystemRules::hasTheFormOfItsCategory);
        book.on(CATEGORY, Address.class, (address, place) -> {
            if (address.getCategory() == null) {
                place.reportAttribute("category", "An Address without @category is read as ipv6-addr; set @category.");
            }
        });
        book.on(NAMESERVER, Nameservers.class, SystemRules::hasHostAddresses);
        book.on(DOMAIN_STATUS, DomainData.class, SystemRules::saysItsStatus);
        book.on(PROTOCOL, Service.class, SystemRules::saysItsProtocol);
        book.on(RANGE, Service.class, SystemRules::hasPossibleNumbers);
        book.on(PAIRING, Flow.class, SystemRules::pairsItsPorts);
        book.on(FLOW, Flow.class, SystemRules::hasOneSourceAndTarget);
        book.on(
                HEADER_NAME,
                ApplicationHeader.class,
                (header, place) ->
                        named("RFC 7970 §3.20.2", "ApplicationHeaderField", header.getApplicationHeaderField(), place));
        book.on(
                HEADER_NAME,
                EmailData.class,
                (email, place) -> named("RFC 7970 §3.21", "EmailHeaderField", email.getEmailHeaderField(), place));
        book.on(
                HEADER_VALUE,
                ApplicationHeader.class,
                (header, place) -> filled(
                        "RFC 7970 §3.20.2", "ApplicationHeaderField", header.getApplicationHeaderField(), place));
        book.on(
                HEADER_VALUE,
                EmailData.class,
                (email, place) -> filled("RFC 7970 §3.21", "EmailHeaderField", email.getEmailHeaderField(), place));
        book.on(HEADER_TYPE, EmailData.class, SystemRules::hasTextHeaders);
    }

    private static void hasTheFormOfItsCategory(Address address, Place place) {
        AddressCategory category = address.getCategory() == null ? AddressCategory.IPV6_ADDR : address.getCategory();
        if (!AddressSyntax.matches(category.token(), Texts.stripped(address.getValue()))) {
            place.report("By its category, this Address must be " + AddressSyntax.form(category.token())
                    + "; correct the address or the category.");
        }
    }

    private static void hasHostAddresses(Nameservers nameservers, Place place) {
        boolean other = nameservers.getAddress().stream()
                .map(Address::getCategory)
                .anyMatch(category -> category != null
                        && !category.equals(AddressCategory.IPV4_ADDR)
                        && !category.equals(AddressCategory.IPV6_ADDR));
        if (other) {
            place.report("An Address of a name server must be of the category ipv4-addr or ipv6-addr; change it.");
        }
    }

    private static void saysItsStatus(DomainData domain, Place place) {
        if (domain.getSystemStatus() == null) {
            place.reportAttribute("system-status", "RFC 7970 requires @system-status; set it, to unknown if it is.");
        }
        if (domain.getDomainStatus() == null) {
            place.reportAttribute("domain-status", "RFC 7970 requires @domain-status; set it, to unknown if it is.");
        }
    }

    private static void saysItsProtocol(Service service, Place place) {
        boolean needed = service.getPort() != null
                || service.getPortlist() != null
                || service.getProtoCode() != null
                || service.getProtoType() != null
                || service.getProtoField() != null;
        if (needed && service.getIpProtocol() == null) {
            place.reportAttribute(
                    "ip-protocol",
                    "Ports, types, codes and flags belong to a protocol; set @ip-protocol, such as 6 for TCP and 17 for"
                            + " UDP.");
        }
    }

    private static void hasPossibleNumbers(Service service, Place place) {
        if (isBeyond(service.getPort(), MAX_PORT)) {
            place.report("Port must be from 0 to 65535; correct it.");
        }
        if (isBeyond(service.getIpProtocol(), MAX_PROTOCOL)) {
            place.reportAttribute("ip-protocol", "@ip-protocol must be from 0 to 255; correct it.");
        }
        Portlist.of(service.getPortlist()).ifPresent(ports -> {
            if (!ports.possible()) {
                place.report("Portlist must have ports up to 65535, and ranges from the lower one; correct it.");
            }
        });
    }

    private static boolean isBeyond(@Nullable IodefNumber number, BigDecimal most) {
        if (number == null) {
            return false;
        }
        // A number of more digits than any that means something has no value to compare.
        return number.decimal()
                .map(value -> value.signum() < 0 || value.compareTo(most) > 0)
                .orElseGet(() -> number.text().length() > 64
                        && number.text().chars().skip(1).allMatch(Character::isDigit));
    }

    private static void pairsItsPorts(Flow flow, Place place) {
        OptionalLong sources = ports(flow, SystemCategory.SOURCE);
        OptionalLong targets = ports(flow, SystemCategory.TARGET);
        if (sources.isPresent() && targets.isPresent() && sources.getAsLong() != targets.getAsLong()) {
            place.report("The Portlists of source and target are read in pairs, so they must name equally many ports,"
                    + " in the same sequence; complete the shorter one, or use a Flow for each.");
        }
    }

    private static void hasOneSourceAndTarget(Flow flow, Place place) {
        boolean several = ports(flow, SystemCategory.SOURCE).orElse(0) > 1
                && ports(flow, SystemCategory.TARGET).isPresent();
        if (several && (count(flow, SystemCategory.SOURCE) > 1 || count(flow, SystemCategory.TARGET) > 1)) {
            place.report("A Flow whose Portlists name several ports must have one source and one target; use a Flow for"
                    + " each pair.");
        }
    }

    /** How many ports the Portlists of a side name; empty when it has none. */
    private static OptionalLong ports(Flow flow, SystemCategory side) {
        long count = 0;
        boolean any = false;
        for (IodefSystem system : flow.getSystem()) {
            if (side.equals(system.getCategory())) {
                for (Service service : system.getService()) {
                    Optional<Portlist> ports = Portlist.of(service.getPortlist());
                    any |= ports.isPresent();
                    count += ports.map(Portlist::count).orElse(0L);
                }
            }
        }
        return any ? OptionalLong.of(count) : OptionalLong.empty();
    }

    private static long count(Flow flow, SystemCategory side) {
        return flow.getSystem().stream()
                .filter(system -> side.equals(system.getCategory()))
                .count();
    }

    private static void named(String clause, String element, List<Extension> fields, Place place) {
        if (fields.stream().anyMatch(field -> Texts.isBlank(field.getName()))) {
            place.reportBy(clause, element + " must have the name of the header field in @name; set it.");
        }
    }

    private static void filled(String clause, String element, List<Extension> fields, Place place) {
        if (fields.stream().anyMatch(field -> field.getContent().isEmpty())) {
            place.reportBy(clause, element + " must hold the value of the header field; it is empty.");
        }
    }

    private static void hasTextHeaders(EmailData email, Place place) {
        if (email.getEmailHeaderField().stream()
                .anyMatch(field -> field.getDtype() != null && !field.getDtype().equals(DataType.STRING))) {
            place.report("The value of an EmailHeaderField is a string; set its @dtype to string.");
        }
    }
}
