package org.xmppgrid.iodef.internal.check;

import java.util.regex.Pattern;
import org.xmppgrid.iodef.model.Email;
import org.xmppgrid.iodef.model.EmailData;
import org.xmppgrid.iodef.model.RegistryHandle;
import org.xmppgrid.iodef.model.Telephone;

/** How people and organisations are reached. */
final class ContactRules {
    private static final Rule EMAIL = Rule.warning("email-syntax", "RFC 7970 §2.12");
    private static final Rule PHONE = Rule.warning("phone-syntax", "RFC 7970 §2.11");
    private static final Rule REGISTRY = Rule.warning("registry-missing", "RFC 7970 §3.9.1");

    /** Digits with what people put between them, and an extension; E.164 itself has digits only. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ().,/-]{2,40}((;ext=|;|x|ext\\.?)? ?[0-9]{1,10})?");

    /** One mailbox in so much of a header field is enough. */
    private static final int MAX_HEADER = 10_000;

    private ContactRules() {}

    static void addTo(RuleBook book) {
        book.onText(EMAIL, Email.class, "EmailTo", (text, place) -> {
            if (!AddressSyntax.isEmail(text.strip())) {
                place.report("This is no e-mail address in the form local@domain; correct it.");
            }
        });
        book.onText(EMAIL, EmailData.class, "EmailTo", ContactRules::holdsAddress);
        book.onText(EMAIL, EmailData.class, "EmailFrom", ContactRules::holdsAddress);
        book.onText(PHONE, Telephone.class, "TelephoneNumber", (text, place) -> {
            if (!NUMBER.matcher(text.strip()).matches()) {
                place.report("This is no telephone number of E.164; write it as + and digits.");
            }
        });
        book.on(REGISTRY, RegistryHandle.class, (handle, place) -> {
            if (handle.getRegistry() == null) {
                place.reportAttribute("registry", "A handle means nothing without its registry; set @registry.");
            }
        });
    }

    /** A header field of an e-mail may name the mailbox's owner too, and more than one mailbox. */
    private static void holdsAddress(String text, Place place) {
        String start = text.length() > MAX_HEADER ? text.substring(0, MAX_HEADER) : text;
        for (String mailbox : start.split(",")) {
            int open = mailbox.lastIndexOf('<');
            int close = mailbox.lastIndexOf('>');
            String address = open >= 0 && close > open ? mailbox.substring(open + 1, close) : mailbox;
            if (AddressSyntax.isEmail(address.strip())) {
                return;
            }
        }
        place.report("There is no e-mail address in the form local@domain; a header that is malformed on purpose"
                + " belongs into EmailHeaderField.");
    }
}
