package org.xmppgrid.iodef;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.DomainData;
import org.xmppgrid.iodef.model.EmailData;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Hash;
import org.xmppgrid.iodef.model.HashData;
import org.xmppgrid.iodef.model.IodefFile;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.Node;
import org.xmppgrid.iodef.model.Reference;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.DomainStatus;
import org.xmppgrid.iodef.value.DomainSystemStatus;
import org.xmppgrid.iodef.value.HashScope;
import org.xmppgrid.iodef.value.IodefBinary;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.SystemCategory;

/**
 * The parts that reports are made of day by day, as plain immutable objects of the model: made for
 * {@code import static org.xmppgrid.iodef.Parts.*}.
 *
 * <pre>{@code
 * source("192.0.2.104", 51544, "tcp")                     // a System with a Node and a Service
 * target("www.example.com", 443, "tcp")
 * file("invoice.exe", 18_432, sha256("9f86d081…"))
 * cve("CVE-2021-44228")
 * }</pre>
 *
 * <p>What they make is valid by the schema published with RFC 7970 and by the rules of its section 3; whatever they
 * don't offer is added by {@code newCopyBuilder()} of what they make. Texts lose the white space around them. Everything
 * here may be called from any thread. A null is answered with {@link NullPointerException}, a text or number that can't
 * be meant with {@link IllegalArgumentException}; both name the argument, and neither repeats the value.
 *
 * @see IndicatorParts
 * @see Impacts
 */
public final class Parts {
    /** CVE's entry in the registry of enumerations that ReferenceName refers to: 1 (RFC 7495 §4). */
    public static final int CVE_INDEX = 1;

    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final Pattern TECHNIQUE = Pattern.compile("(T[0-9]{4})(?:\\.([0-9]{3}))?");
    private static final Pattern CWE = Pattern.compile("CWE-([0-9]{1,6})");
    private static final Pattern CAPEC = Pattern.compile("CAPEC-([0-9]{1,6})");
    private static final int MAX_ICMP = 255;

    private Parts() {}

    /**
     * Whom to ask, by e-mail (RFC 7970 §3.9).
     *
     * @param role what the contact has to do with the incident
     * @param type a person or an organization
     * @param email the e-mail address
     * @return the contact
     */
    public static Contact contact(ContactRole role, ContactType type, String email) {
        return contactOf(role, type, email).build();
    }

    /**
     * Whom to ask, by e-mail, with a name (RFC 7970 §3.9).
     *
     * @param role what the contact has to do with the incident
     * @param type a person or an organization
     * @param email the e-mail address
     * @param name the name to show
     * @return the contact
     */
    public static Contact contact(ContactRole role, ContactType type, String email, String name) {
        return contactOf(role, type, email)
                .addContactName()
                .withValue(Checks.text(name, "name").strip())
                .end()
                .build();
    }

    /**
     * An address whose category shows in its text (RFC 7970 §3.18.1): {@code 192.0.2.1}, {@code 192.0.2.0/24},
     * {@code 192.0.2.0/255.255.255.0}, {@code 2001:db8::1}, {@code 2001:db8::/32}, {@code 00:00:5e:00:53:01},
     * {@code AS64496}, {@code someone@example.com}, {@code https://example.com/}. Names are not looked up; for host
     * names there is {@link #domain}.
     *
     * @param address the address
     * @return the address with its category
     */
    public static Address address(String address) {
        String text = Checks.line(address, "address");
        AddressCategory category = AddressText.categoryOf(text)
                .orElseThrow(() -> Checks.wrong(
                        "address",
                        "an IPv4, IPv6 or MAC address, a network, an AS number, an e-mail address or a URL; host names"
                                + " are for domain(..), other categories for address(category, ..)"));
        return AddressText.address(category, text);
    }

    /**
     * An address of a given category (RFC 7970 §3.18.1).
     *
     * @param category the category; one that RFC 7970 does not list is written as {@code ext-category}
     * @param address the address, as RFC 7970 writes those of the category
     * @return the address
     */
    public static Address address(AddressCategory category, String address) {
        Checks.given(category, "category");
        String text = Checks.line(address, "address");
        if (!AddressText.fits(category, text)) {
            throw Checks.wrong("address", "an address of its category, " + category);
        }
        return AddressText.address(category, text);
    }

    /**
     * A URL as something observed: an address of category {@code site-uri} (RFC 7970 §3.18.1). It may be as odd as
     * attackers write them, but has a scheme and no blanks.
     *
     * @param url the URL
     * @return the address
     */
    public static Address url(String url) {
        String text = Checks.line(url, "url");
        if (!Checks.isUrl(text)) {
            throw Checks.wrong("url", "a URL with its scheme, without blanks");
        }
        return AddressText.address(AddressCategory.SITE_URI, text);
    }

    /**
     * A domain name as something observed (RFC 7970 §3.19). It is not looked up.
     *
     * @param name the name of a host or domain
     * @return the domain, both of its statuses unknown
     */
    public static DomainData domain(String name) {
        return domainOf(Checks.domain(name, "name"));
    }

    /** RFC 7970 §3.19 requires both statuses, its schema neither. */
    private static DomainData domainOf(String name) {
        return DomainData.builder()
                .withSystemStatus(DomainSystemStatus.UNKNOWN)
                .withDomainStatus(DomainStatus.UNKNOWN)
                .withName(name)
                .build();
    }

    /**
     * A port of a protocol (RFC 7970 §3.20).
     *
     * @param port 0 to 65,535
     * @param protocol a protocol over IP that has ports, by name in any case (tcp, udp, sctp, dccp, udplite) or by its
     *     number in decimal digits
     * @return the service
     */
    public static Service service(int port, String protocol) {
        Protocol known = Protocol.of(protocol, "protocol");
        if (!known.hasPorts()) {
            throw Checks.wrong("protocol", "one that has ports; for ICMP there is icmp(type, code)");
        }
        return Service.builder()
                .withIpProtocol(IodefNumber.of(known.number()))
                .withPort(IodefNumber.of(Checks.port(port, "port")))
                .build();
    }

    /**
     * An ICMP message (RFC 7970 §3.20).
     *
     * @param type the message's type, 0 to 255
     * @param code the message's code, 0 to 255
     * @return the service
     */
    public static Service icmp(int type, int code) {
        return icmp(Protocol.ICMP, type, code);
    }

    /**
     * An ICMPv6 message (RFC 7970 §3.20).
     *
     * @param type the message's type, 0 to 255
     * @param code the message's code, 0 to 255
     * @return the service
     */
    public static Service icmpv6(int type, int code) {
        return icmp(Protocol.ICMPV6, type, code);
    }

    /**
     * Where an event came from (RFC 7970 §3.17).
     *
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @param services the ports and messages it used; may be none
     * @return the system, of category {@code source}
     */
    public static IodefSystem source(String host, Service... services) {
        return system(SystemCategory.SOURCE, host, services);
    }

    /**
     * Where an event came from, with its port (RFC 7970 §3.17, §3.20).
     *
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @param port 0 to 65,535
     * @param protocol as {@link #service} takes it
     * @return the system, of category {@code source}
     */
    public static IodefSystem source(String host, int port, String protocol) {
        return system(SystemCategory.SOURCE, host, service(port, protocol));
    }

    /**
     * What an event went for (RFC 7970 §3.17).
     *
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @param services the ports and messages it was reached by; may be none
     * @return the system, of category {@code target}
     */
    public static IodefSystem target(String host, Service... services) {
        return system(SystemCategory.TARGET, host, services);
    }

    /**
     * What an event went for, with its port (RFC 7970 §3.17, §3.20).
     *
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @param port 0 to 65,535
     * @param protocol as {@link #service} takes it
     * @return the system, of category {@code target}
     */
    public static IodefSystem target(String host, int port, String protocol) {
        return system(SystemCategory.TARGET, host, service(port, protocol));
    }

    /**
     * Where an event was seen (RFC 7970 §3.17).
     *
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @return the system, of category {@code sensor}
     */
    public static IodefSystem sensor(String host) {
        return system(SystemCategory.SENSOR, host);
    }

    /**
     * A system of any category (RFC 7970 §3.17).
     *
     * @param category its part in the event; one that RFC 7970 does not list is written as {@code ext-category}
     * @param host an address as {@link #address(String)} takes it, or a host name
     * @param services its ports and messages; may be none
     * @return the system
     */
    public static IodefSystem system(SystemCategory category, String host, Service... services) {
        IodefSystem.Builder<Void> system = IodefSystem.builder();
        Checks.open(category, SystemCategory.EXT_VALUE, "category", system::withCategory, system::withExtCategory);
        return system.withNode(node(host))
                .addService(List.of(Checks.given(services, "services")))
                .build();
    }

    /**
     * A file by its name (RFC 7970 §3.25.1).
     *
     * @param name the file's name
     * @param hashes digests of its contents; may be none
     * @return the file
     */
    public static IodefFile file(String name, Hash... hashes) {
        return fileOf(hashes).withFileName(Checks.text(name, "name")).build();
    }

    /**
     * A file by its name and size (RFC 7970 §3.25.1).
     *
     * @param name the file's name
     * @param size its length in bytes
     * @param hashes digests of its contents; may be none
     * @return the file
     */
    public static IodefFile file(String name, long size, Hash... hashes) {
        if (size < 0) {
            throw Checks.wrong("size", "zero bytes or more");
        }
        return fileOf(hashes)
                .withFileName(Checks.text(name, "name"))
                .withFileSize(IodefNumber.of(size))
                .build();
    }

    /**
     * A file by its contents alone (RFC 7970 §3.25.1).
     *
     * @param hash a digest of its contents
     * @param more further digests of the same contents, by other algorithms
     * @return the file
     */
    public static IodefFile file(Hash hash, Hash... more) {
        Hash[] all = new Hash[1 + Checks.given(more, "more").length];
        all[0] = Checks.given(hash, "hash");
        System.arraycopy(more, 0, all, 1, more.length);
        return fileOf(all).build();
    }

    /**
     * An MD5 digest (RFC 7970 §3.26.1).
     *
     * @param hex its 32 hexadecimal digits, in any case
     * @return the hash, with the digest in base64 as {@code ds:DigestValue} wants it
     */
    public static Hash md5(String hex) {
        return hash("http://www.w3.org/2001/04/xmldsig-more#md5", "MD5", 32, hex);
    }

    /**
     * A SHA-1 digest (RFC 7970 §3.26.1).
     *
     * @param hex its 40 hexadecimal digits, in any case
     * @return the hash, with the digest in base64 as {@code ds:DigestValue} wants it
     */
    public static Hash sha1(String hex) {
        return hash("http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1", 40, hex);
    }

    /**
     * A SHA-256 digest (RFC 7970 §3.26.1).
     *
     * @param hex its 64 hexadecimal digits, in any case
     * @return the hash, with the digest in base64 as {@code ds:DigestValue} wants it
     */
    public static Hash sha256(String hex) {
        return hash("http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256", 64, hex);
    }

    /**
     * A SHA-512 digest (RFC 7970 §3.26.1).
     *
     * @param hex its 128 hexadecimal digits, in any case
     * @return the hash, with the digest in base64 as {@code ds:DigestValue} wants it
     */
    public static Hash sha512(String hex) {
        return hash("http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512", 128, hex);
    }

    /**
     * An e-mail by its sender and subject (RFC 7970 §3.21).
     *
     * @param from the sender's address
     * @param subject the subject
     * @return the e-mail's data
     */
    public static EmailData email(String from, String subject) {
        return EmailData.builder()
                .withEmailFrom(Checks.email(from, "from"))
                .withEmailSubject(Checks.text(subject, "subject"))
                .build();
    }

    /**
     * Every e-mail of a sender (RFC 7970 §3.21).
     *
     * @param from the sender's address
     * @return the e-mails' data
     */
    public static EmailData emailFrom(String from) {
        return EmailData.builder().withEmailFrom(Checks.email(from, "from")).build();
    }

    /**
     * Every e-mail with a subject (RFC 7970 §3.21).
     *
     * @param subject the subject
     * @return the e-mails' data
     */
    public static EmailData emailSubject(String subject) {
        return EmailData.builder()
                .withEmailSubject(Checks.text(subject, "subject"))
                .build();
    }

    /**
     * Where to read on (RFC 7970 §3.11.1).
     *
     * @param url an absolute URL
     * @return the reference
     */
    public static Reference reference(String url) {
        return Reference.builder().addUrl(Checks.url(url, "url")).build();
    }

    /**
     * Where to read on, and what is there (RFC 7970 §3.11.1).
     *
     * @param url an absolute URL
     * @param description what it leads to
     * @return the reference
     */
    public static Reference reference(String url, String description) {
        return Reference.builder()
                .addUrl(Checks.url(url, "url"))
                .addDescription()
                .withValue(Checks.text(description, "description"))
                .end()
                .build();
    }

    /**
     * A vulnerability by its CVE number, as a ReferenceName of RFC 7495: {@code specIndex="1"}, which is
     * {@linkplain #CVE_INDEX what RFC 7495 §4 registers for CVE}, and the number as ID.
     *
     * @param id such as {@code CVE-2021-44228}
     * @return the reference
     */
    public static Reference cve(String id) {
        return Reference.builder()
                .withReferenceName()
                .withSpecIndex(IodefNumber.of(CVE_INDEX))
                .withId(matching(CVE, id, "CVE-2021-44228").group())
                .end()
                .build();
    }

    /**
     * A technique of MITRE ATT&amp;CK, by its page's URL and its id as description: neither RFC 7495 nor RFC 7203
     * registers ATT&amp;CK.
     *
     * @param id such as {@code T1566}, or {@code T1566.001} for a sub-technique
     * @return the reference
     */
    public static Reference attackTechnique(String id) {
        return technique(id, "");
    }

    /**
     * A technique of MITRE ATT&amp;CK with its name, by its page's URL; the description is the id and the name.
     *
     * @param id such as {@code T1566}, or {@code T1566.001} for a sub-technique
     * @param name such as {@code Spearphishing Attachment}
     * @return the reference
     */
    public static Reference attackTechnique(String id, String name) {
        return technique(id, " " + Checks.line(name, "name"));
    }

    /**
     * A weakness by its CWE number, by its page's URL and its id as description.
     *
     * @param id such as {@code CWE-79}
     * @return the reference
     */
    public static Reference cwe(String id) {
        Matcher parts = matching(CWE, id, "CWE-79");
        return reference("https://cwe.mitre.org/data/definitions/" + parts.group(1) + ".html", parts.group());
    }

    /**
     * An attack pattern by its CAPEC number, by its page's URL and its id as description.
     *
     * @param id such as {@code CAPEC-63}
     * @return the reference
     */
    public static Reference capec(String id) {
        Matcher parts = matching(CAPEC, id, "CAPEC-63");
        return reference("https://capec.mitre.org/data/definitions/" + parts.group(1) + ".html", parts.group());
    }

    /**
     * One event (RFC 7970 §3.14), to be kept or put into several incidents. Within an incident
     * {@link IncidentBuilder#event(Consumer)} does the same.
     *
     * @param parts what the event is made of; called once, on the caller's thread
     * @return the event
     * @throws IllegalStateException if the event stays empty or contradicts itself
     */
    public static EventData event(Consumer<? super EventBuilder> parts) {
        EventBuilder event = new EventBuilder();
        Checks.given(parts, "parts").accept(event);
        return event.build();
    }

    private static Contact.Builder<Void> contactOf(ContactRole role, ContactType type, String email) {
        Contact.Builder<Void> contact = Contact.builder();
        if (ContactRole.VENDOR_SUPPORT.equals(role)) {
            throw Checks.wrong("role", "VENDOR_SERVICES, which is how the schema of RFC 7970 spells vendor-support");
        }
        Checks.open(role, ContactRole.EXT_VALUE, "role", contact::withRole, contact::withExtRole);
        Checks.open(type, ContactType.EXT_VALUE, "type", contact::withType, contact::withExtType);
        return contact.addEmail().withEmailTo(Checks.email(email, "email")).end();
    }

    private static Service icmp(Protocol protocol, int type, int code) {
        return Service.builder()
                .withIpProtocol(IodefNumber.of(protocol.number()))
                .withProtoType(IodefNumber.of(Checks.inRange(type, MAX_ICMP, "type")))
                .withProtoCode(IodefNumber.of(Checks.inRange(code, MAX_ICMP, "code")))
                .build();
    }

    private static Node node(String host) {
        String text = Checks.line(host, "host");
        Node.Builder<Void> node = Node.builder();
        return AddressText.categoryOf(text)
                .map(category -> node.addAddress(AddressText.address(category, text)))
                .orElseGet(() -> {
                    if (!Checks.isDomain(text)) {
                        throw Checks.wrong("host", "an IP address, a host name or another address");
                    }
                    return node.addDomainData(domainOf(text));
                })
                .build();
    }

    private static IodefFile.Builder<Void> fileOf(Hash... hashes) {
        IodefFile.Builder<Void> file = IodefFile.builder();
        List<Hash> all = List.of(Checks.given(hashes, "hashes"));
        return all.isEmpty()
                ? file
                : file.withHashData(HashData.builder()
                        .withScope(HashScope.FILE_CONTENTS)
                        .addHash(all)
                        .build());
    }

    private static Hash hash(String algorithm, String name, int digits, String hex) {
        String text = Checks.line(hex, "hex");
        if (text.length() != digits || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw Checks.wrong("hex", "the " + digits + " hexadecimal digits of " + name);
        }
        return Hash.builder()
                .withDigestMethod()
                .withAlgorithm(algorithm)
                .end()
                .withDigestValue(IodefBinary.of(HexFormat.of().parseHex(text)))
                .build();
    }

    private static Reference technique(String id, String name) {
        Matcher parts = matching(TECHNIQUE, id, "T1566 or T1566.001");
        String path = parts.group(2) == null ? parts.group(1) : parts.group(1) + "/" + parts.group(2);
        return reference("https://attack.mitre.org/techniques/" + path + "/", parts.group() + name);
    }

    private static Matcher matching(Pattern pattern, String id, String example) {
        Matcher parts = pattern.matcher(Checks.line(id, "id"));
        if (!parts.matches()) {
            throw Checks.wrong("id", "an id such as " + example);
        }
        return parts;
    }
}
