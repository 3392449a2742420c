package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** XEP-0077: what controllers ask for, and what is answered. */
class RegistrationCodecTest {
    private static final GridAddress ACCOUNT = GridAddress.of("sensor@grid.example");

    @Test
    void answer_whenNameAndPasswordAreAsked_thenTheyAreSentEscaped() throws Exception {
        RegistrationForm form = form("<instructions>Choose.</instructions><username/><password/>");

        form.requireAnswerable(ACCOUNT);

        assertThat(RegistrationCodec.answer(form, "sensor", "a<b>&'c".toCharArray()))
                .isEqualTo("<query xmlns='jabber:iq:register'><username>sensor</username>"
                        + "<password>a&lt;b&gt;&amp;'c</password></query>");
    }

    @Test
    void answer_whenADataFormAsks_thenItIsSubmittedWithItsHiddenFields() throws Exception {
        RegistrationForm form = form("<username/><password/><email/><x xmlns='jabber:x:data' type='form'>"
                + "<field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>"
                + "<field type='hidden' var='ticket'><value>42</value></field>"
                + "<field type='text-single' var='username'><required/></field>"
                + "<field type='text-private' var='password'><required/></field>"
                + "<field type='text-single' var='email'/></x>");

        form.requireAnswerable(ACCOUNT);

        assertThat(RegistrationCodec.answer(form, "sensor", "secret".toCharArray()))
                .isEqualTo("<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>"
                        + "<field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>"
                        + "<field var='ticket'><value>42</value></field>"
                        + "<field var='username'><value>sensor</value></field>"
                        + "<field var='password'><value>secret</value></field></x></query>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<username/><password/><email/> | email",
                "<instructions>Go to the office.</instructions> | \"Go to the office.\"",
                "<x xmlns='jabber:x:oob'><url>https://grid.example/register</url></x> | https://grid.example/register",
                "<instructions>Read.</instructions><x xmlns='jabber:x:data'><field var='username'/><field var='password'/>"
                        + "<field var='ocr'><media xmlns='urn:xmpp:media-element'/></field></x> | ocr",
                "<x xmlns='jabber:x:data'><field var='username'/><field var='password'/><field var='proof'><required/>"
                        + "</field></x> | proof",
                "'' | asks for neither",
            })
    void requireAnswerable_whenMoreIsAsked_thenSaysWhat(String content, String said) throws Exception {
        RegistrationForm form = form(content);

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> form.requireAnswerable(ACCOUNT));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(refusal).hasMessageContaining(said).hasMessageContaining("ask its operator for the account");
    }

    @Test
    void requireAnswerable_whenTheAccountIsRegistered_thenSaysSo() throws Exception {
        RegistrationForm form = form("<registered/><username>sensor</username><password/>");

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> form.requireAnswerable(ACCOUNT));

        assertThat(refusal.reason()).isEqualTo(Reason.ACCOUNT_EXISTS);
    }

    @Test
    void requireAnswerable_whenInstructionsAreLong_thenTheyAreCut() throws Exception {
        RegistrationForm form = form("<instructions>" + "word ".repeat(1000) + "</instructions>");

        assertThatThrownBy(() -> form.requireAnswerable(ACCOUNT))
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(500);
    }

    @Test
    void namePassword_whenXmlCantSayThePassword_thenNothingOfItIsTold() {
        assertThatThrownBy(() -> RegistrationCodec.namePassword("sensor", "ab\u0001c".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("0001")
                .hasMessageNotContaining("position");
    }

    private static RegistrationForm form(String content) throws Exception {
        return RegistrationCodec.read(Parsers.stanza("<query xmlns='jabber:iq:register'>" + content + "</query>"));
    }
}
