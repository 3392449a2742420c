package org.xmppgrid.smack.internal.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

/**
 * What a controller asks for to register an account (XEP-0077 §3.1): plain fields, a data form, or to go elsewhere.
 *
 * @param registered whether it takes the account for registered already
 * @param fields the names of the plain fields
 * @param form the fields of a data form, which goes before the plain ones (XEP-0077 §6), if there is one
 * @param instructions what it says to people; empty if nothing
 * @param url where it sends people (XEP-0066); empty if nowhere
 */
public record RegistrationForm(
        boolean registered, List<String> fields, Optional<List<Field>> form, String instructions, String url) {
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    private static final int NAMES_SHOWN = 10;

    /**
     * A field of a data form.
     *
     * @param name its name
     * @param hidden whether its value is to be sent back as it came
     * @param asked whether it can't be left out
     * @param value its value, empty if there is none
     */
    record Field(String name, boolean hidden, boolean asked, String value) {
        private boolean isKnown() {
            return name.equals(USERNAME) || name.equals(PASSWORD);
        }
    }

    /**
     * Checks that a name and a password are all that is asked for.
     *
     * @throws GridRequestException if the account exists, or more is asked for: only a person can answer that
     */
    public void requireAnswerable(GridAddress account) {
        if (registered) {
            throw new GridRequestException(
                    Reason.ACCOUNT_EXISTS,
                    "The controller of " + account.domain() + " says that " + account + " is registered already."
                            + " Connect with its password, or choose another name",
                    null,
                    null);
        }
        List<String> names = form.map(list -> list.stream()
                        .filter(field -> field.isKnown() || field.asked() && !field.hidden())
                        .map(Field::name)
                        .toList())
                .orElse(fields);
        List<String> more = names.stream()
                .filter(name -> !name.equals(USERNAME) && !name.equals(PASSWORD))
                .limit(NAMES_SHOWN)
                .toList();
        if (more.isEmpty() && names.contains(USERNAME) && names.contains(PASSWORD)) {
            return;
        }
        List<String> said = new ArrayList<>();
        if (!more.isEmpty()) {
            said.add("asks for " + Quoted.of(String.join(", ", more)) + " too");
        }
        Stream.of(instructions)
                .filter(text -> !text.isBlank())
                .forEach(text -> said.add("says: \"" + Quoted.of(text) + "\""));
        Stream.of(url).filter(text -> !text.isBlank()).forEach(text -> said.add("sends people to " + Quoted.of(text)));
        throw new GridRequestException(
                Reason.NOT_SUPPORTED,
                "The controller of " + account.domain() + " does not register " + account
                        + " for a name and a password alone: it "
                        + (said.isEmpty() ? "asks for neither" : String.join(", and ", said))
                        + ". Register there by hand, or ask its operator for the account",
                null,
                null);
    }
}
