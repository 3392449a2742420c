package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

import static org.assertj.core.api.Assertions.assertThat;

/** What controllers answer to requests about accounts (XEP-0077 §7 and what servers make of it), and what users are told. */
class AccountQuestionTest {
    private static final GridAddress CONTROLLER = GridAddress.of("grid.example");
    private static final GridAddress ACCOUNT = GridAddress.of("sensor@grid.example");

    @ParameterizedTest
    @CsvSource({
        "ASK,             cancel, service-unavailable,     NOT_SUPPORTED,  ask its operator for an account",
        "ASK,             cancel, feature-not-implemented, NOT_SUPPORTED,  ask its operator for an account",
        "ASK,             cancel, not-allowed,             NOT_SUPPORTED,  ask its operator for an account",
        "ASK,             auth,   not-authorized,          NOT_SUPPORTED,  ask its operator for an account",
        "ASK,             wait,   service-unavailable,     BROKER_BUSY,    later",
        "REGISTER,        cancel, conflict,                ACCOUNT_EXISTS, another name",
        "REGISTER,        modify, not-acceptable,          REFUSED,        another name or password",
        "REGISTER,        modify, bad-request,             REFUSED,        another name or password",
        "REGISTER,        wait,   resource-constraint,     BROKER_BUSY,    later",
        "REGISTER,        auth,   forbidden,               FORBIDDEN,      from here",
        "CHANGE_PASSWORD, cancel, not-allowed,             NOT_SUPPORTED,  operator",
        "CHANGE_PASSWORD, cancel, feature-not-implemented, NOT_SUPPORTED,  operator",
        "CHANGE_PASSWORD, cancel, service-unavailable,     NOT_SUPPORTED,  operator",
        "CHANGE_PASSWORD, auth,   not-authorized,          FORBIDDEN,      connect again",
        "CHANGE_PASSWORD, auth,   forbidden,               FORBIDDEN,      operator",
        "CHANGE_PASSWORD, modify, bad-request,             REFUSED,        another password",
        "CHANGE_PASSWORD, modify, not-acceptable,          REFUSED,        another password",
    })
    void failure_whenTheControllerRefuses_thenSaysWhatAndWhatToDo(
            AccountQuestion.Kind kind, String type, String condition, Reason reason, String hint) {
        GridException failure =
                failure(kind, WireException.Kind.REFUSED, new StanzaFault(type, condition, "", "", "said so"), true);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure)
                .hasMessageContaining("sensor@grid.example")
                .hasMessageContaining("said so")
                .hasMessageContaining(hint);
        assertThat(failure.condition()).contains(condition);
    }

    @ParameterizedTest
    @CsvSource({
        "ASK,             TIMEOUT, true,  TIMEOUT,         again",
        "REGISTER,        TIMEOUT, true,  OUTCOME_UNKNOWN, connect() tells",
        "CHANGE_PASSWORD, TIMEOUT, true,  OUTCOME_UNKNOWN, with the old one",
        "CHANGE_PASSWORD, TIMEOUT, false, TIMEOUT,         again",
        "REGISTER,        LOST,    true,  OUTCOME_UNKNOWN, connect() tells",
        "CHANGE_PASSWORD, LOST,    true,  OUTCOME_UNKNOWN, with the old one",
        "CHANGE_PASSWORD, LOST,    false, CONNECTION_LOST, again",
        "CHANGE_PASSWORD, CLOSED,  true,  OUTCOME_UNKNOWN, with the old one",
        "CHANGE_PASSWORD, CLOSED,  false, CLOSED,          connect again",
    })
    void failure_whenThereIsNoAnswer_thenSaysWhetherItMayHaveTakenEffect(
            AccountQuestion.Kind kind, WireException.Kind wire, boolean sent, Reason reason, String hint) {
        GridException failure = failure(kind, wire, null, sent);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(hint);
    }

    @Test
    void failure_whenStreamEndsOverTheQuestion_thenItIsNotOffered() {
        GridException failure = failure(
                AccountQuestion.Kind.ASK,
                WireException.Kind.LOST,
                new StanzaFault("cancel", "not-authorized", "", "", ""),
                true);

        assertThat(failure.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(failure).hasMessageContaining("ask its operator for an account");
    }

    @Test
    void failure_whenTheControllersWordsMoveTheCursor_thenTheyAreShownWithoutThat() {
        GridException failure = failure(
                AccountQuestion.Kind.REGISTER,
                WireException.Kind.REFUSED,
                new StanzaFault("modify", "bad-request", "", "", "one\n\u001b[2Jtwo\u202e" + "x".repeat(900)),
                true);

        assertThat(failure.getMessage())
                .contains("one [2Jtwo xxx")
                .contains("x…\"")
                .hasSizeLessThan(500);
    }

    private static GridException failure(
            AccountQuestion.Kind kind, WireException.Kind wire, StanzaFault fault, boolean sent) {
        return new AccountQuestion(kind, CONTROLLER, ACCOUNT)
                .failure(new WireException(wire, "it happened", fault, sent, null));
    }
}
