package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;

/**
 * The weakest access that a topic may have (RFC 8600 §8.3.4, and §4 step c for publishers).
 *
 * @param access how strong the access model must be
 * @param accessAsked the access model asked for, in words
 * @param publish how strong the publish model must be
 * @param publishAsked the publish model asked for, in words
 */
record AccessFloor(int access, String accessAsked, int publish, String publishAsked) {
    private static final String ACCESS_MODEL = TopicField.ACCESS_MODEL.protocolName();
    private static final String PUBLISH_MODEL = TopicField.PUBLISH_MODEL.protocolName();
    private static final int STRONGEST_ACCESS = 3;
    private static final int STRONGEST_PUBLISH = 2;
    private static final String NOTHING = "nothing";

    /** What a configuration asks for; the strongest where it asks nothing. */
    static AccessFloor asked(TopicConfig config) {
        Optional<String> publish = config.value(PUBLISH_MODEL);
        return new AccessFloor(
                weakest(config.accessModels()).orElse(STRONGEST_ACCESS),
                words(config.accessModels()),
                publish.map(AccessFloor::publishing).orElse(STRONGEST_PUBLISH),
                publish.orElse(NOTHING));
    }

    /** What a change asks for; what is where it asks nothing. */
    static AccessFloor changed(TopicConfig change, TopicConfig before) {
        Optional<String> access = before.value(ACCESS_MODEL);
        Optional<String> publish = change.value(PUBLISH_MODEL).or(() -> before.value(PUBLISH_MODEL));
        return new AccessFloor(
                weakest(change.accessModels())
                        .orElse(access.map(AccessFloor::access).orElse(0)),
                change.accessModels().isEmpty() ? access.orElse(NOTHING) : words(change.accessModels()),
                publish.map(AccessFloor::publishing).orElse(0),
                publish.orElse(NOTHING));
    }

    /** What is weaker than it may be, as the second half of a sentence. */
    Optional<String> breach(TopicConfig effective) {
        return breach("access model", effective.value(ACCESS_MODEL), AccessFloor::access, access, accessAsked)
                .or(() -> breach(
                        "publish model",
                        effective.value(PUBLISH_MODEL),
                        AccessFloor::publishing,
                        publish,
                        publishAsked));
    }

    private static Optional<String> breach(
            String what, Optional<String> told, ToIntFunction<String> strength, int floor, String asked) {
        return told.filter(model -> strength.applyAsInt(model) < floor)
                .map(model -> "has the " + what + " '" + model + "' where " + asked + " was asked for");
    }

    private static Optional<Integer> weakest(List<AccessModel> models) {
        return models.stream().map(model -> access(model.protocolName())).min(Integer::compare);
    }

    private static String words(List<AccessModel> models) {
        return models.isEmpty()
                ? NOTHING
                : String.join(
                        " or ", models.stream().map(AccessModel::protocolName).toList());
    }

    /** One that nobody knows may let in anybody. */
    private static int access(String model) {
        return switch (model) {
            case "authorize", "whitelist" -> STRONGEST_ACCESS;
            case "roster" -> 2;
            case "presence" -> 1;
            default -> 0;
        };
    }

    private static int publishing(String model) {
        return switch (model) {
            case "publishers" -> STRONGEST_PUBLISH;
            case "subscribers" -> 1;
            default -> 0;
        };
    }
}
