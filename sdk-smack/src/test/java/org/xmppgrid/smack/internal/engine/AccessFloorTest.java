package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.PublishModel;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8600 §8.3.4: which access is weaker than which. */
class AccessFloorTest {

    @ParameterizedTest
    @CsvSource({
        "AUTHORIZE, authorize, false",
        "AUTHORIZE, whitelist, false",
        "WHITELIST, authorize, false",
        "WHITELIST, open,      true",
        "WHITELIST, presence,  true",
        "WHITELIST, roster,    true",
        "AUTHORIZE, own-model, true",
        "ROSTER,    presence,  true",
        "ROSTER,    whitelist, false",
        "PRESENCE,  roster,    false",
        "PRESENCE,  open,      true",
        "OPEN,      open,      false",
        "OPEN,      whitelist, false",
        "OPEN,      own-model, false",
    })
    void breach_whenAModelIsAskedFor_thenAWeakerOneIs(AccessModel asked, String effective, boolean weaker) {
        AccessFloor floor = AccessFloor.asked(TopicConfig.brokerDefault().accessModel(asked));

        assertThat(floor.breach(told("pubsub#access_model", effective)).isPresent())
                .isEqualTo(weaker);
    }

    @ParameterizedTest
    @CsvSource({"authorize,false", "whitelist,false", "roster,true", "presence,true", "open,true", "own-model,true"})
    void breach_whenNothingIsAsked_thenOnlyWhatTheRfcSupportsIsNone(String effective, boolean weaker) {
        assertThat(AccessFloor.asked(TopicConfig.brokerDefault())
                        .breach(told("pubsub#access_model", effective))
                        .isPresent())
                .isEqualTo(weaker);
    }

    @Test
    void breach_whenAFallbackIsWeaker_thenItWillDo() {
        AccessFloor floor =
                AccessFloor.asked(TopicConfig.brokerDefault().accessModel(AccessModel.AUTHORIZE, AccessModel.PRESENCE));

        assertThat(floor.breach(told("pubsub#access_model", "presence"))).isEmpty();
        assertThat(floor.breach(told("pubsub#access_model", "open")))
                .contains("has the access model 'open' where authorize or presence was asked for");
    }

    @ParameterizedTest
    @CsvSource({"publishers,false", "subscribers,true", "open,true", "own-model,true"})
    void breach_whenNobodyAskedWhoMayPublish_thenOnlyPublishers(String effective, boolean weaker) {
        assertThat(AccessFloor.asked(TopicConfig.secure())
                        .breach(told("pubsub#publish_model", effective))
                        .isPresent())
                .isEqualTo(weaker);
    }

    @Test
    void breach_whenAnOpenPublishModelIsAskedFor_thenNone() {
        AccessFloor floor = AccessFloor.asked(TopicConfig.secure().with(TopicField.PUBLISH_MODEL, PublishModel.OPEN));

        assertThat(floor.breach(told("pubsub#publish_model", "open"))).isEmpty();
    }

    @Test
    void breach_whenNothingIsTold_thenNone() {
        assertThat(AccessFloor.asked(TopicConfig.secure()).breach(TopicConfig.brokerDefault()))
                .isEmpty();
    }

    @Test
    void changed_whenTheChangeSaysNothingOfAccess_thenItMustStayAsStrong() {
        TopicConfig title = TopicConfig.brokerDefault().title("New");
        TopicConfig open = told("pubsub#access_model", "open");
        TopicConfig whitelist = told("pubsub#access_model", "whitelist");

        assertThat(AccessFloor.changed(title, open).breach(open)).isEmpty();
        assertThat(AccessFloor.changed(title, whitelist).breach(whitelist)).isEmpty();
        assertThat(AccessFloor.changed(title, whitelist).breach(open))
                .contains("has the access model 'open' where whitelist was asked for");
        assertThat(AccessFloor.changed(title, TopicConfig.brokerDefault()).breach(open))
                .isEmpty();
    }

    @Test
    void changed_whenTheChangeAsksForAccess_thenThatCounts() {
        TopicConfig open = told("pubsub#access_model", "open");
        TopicConfig whitelist = told("pubsub#access_model", "whitelist");

        assertThat(AccessFloor.changed(toWhitelist(), open).breach(open)).isPresent();
        assertThat(AccessFloor.changed(TopicConfig.brokerDefault().accessModel(AccessModel.OPEN), whitelist)
                        .breach(open))
                .isEmpty();
    }

    private static TopicConfig toWhitelist() {
        return TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST);
    }

    private static TopicConfig told(String field, String value) {
        return TopicConfig.of(Map.of(field, List.of(value)));
    }
}
