package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.AppliedConfig.Verification;
import org.xmppgrid.sdk.TopicConfig;

/**
 * What a broker tells of a topic's configuration.
 *
 * @param config the fields that it tells
 * @param whole whether these are all that it has; else a field that is missing says nothing
 * @param verification what that is worth
 */
record KnownConfig(TopicConfig config, boolean whole, Verification verification) {

    /** Whether anything is known of a field, if only that the topic does not have it. */
    boolean tells(String field) {
        return whole || config.value(field).isPresent();
    }

    /** Compared with what was asked for. */
    AppliedConfig applied(TopicConfig asked, Map<String, List<String>> fields, boolean created) {
        List<AccessModel> models = asked.accessModels();
        return new AppliedConfig(
                verification == Verification.NOTHING && !whole ? asked : config,
                created,
                verification,
                ConfigComparison.differences(models, fields, this));
    }
}
