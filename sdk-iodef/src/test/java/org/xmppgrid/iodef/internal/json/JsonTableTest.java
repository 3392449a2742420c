package org.xmppgrid.iodef.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What the table says of each class against what the schema of RFC 8727 says of it. */
class JsonTableTest {
    private final JsonNode schema = schema();
    private final Set<JsonClass> visited = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    private static JsonNode schema() {
        try (InputStream in = Iodef.class.getResourceAsStream("json/rfc8727-appB.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void members_whenHeldAgainstTheSchema_thenHaveItsNamesTypesArraysAndOrder() {
        compare("IodefDocument", JsonClass.of(IodefDocument.class), schema);

        assertThat(visited).hasSizeGreaterThan(60);
        assertThat(differences)
                .containsExactlyInAnyOrder(
                        // RFC 7203 has no scores in an attack pattern; RFC 8727 has one class for its three.
                        "AttackPattern: no member Scoring",
                        // The references of RFC 7203 are those of IODEF 1.0, which have no identifier.
                        "Reference: no member observable-id");
    }

    private void compare(String name, JsonClass type, JsonNode definition) {
        if (!visited.add(type)) {
            return;
        }
        List<String> expected = new ArrayList<>();
        definition.get("properties").fieldNames().forEachRemaining(expected::add);
        List<String> actual = type.members().stream().map(Member::name).toList();
        expected.stream()
                .filter(member -> !actual.contains(member))
                .forEach(member -> differences.add(name + ": no member " + member));
        actual.stream()
                .filter(member -> !expected.contains(member))
                .forEach(member -> differences.add(name + ": a member of its own " + member));
        List<String> common = new ArrayList<>(expected);
        common.retainAll(actual);
        List<String> order = new ArrayList<>(actual);
        order.retainAll(expected);
        if (!common.equals(order)) {
            differences.add(name + ": order " + order + " instead of " + common);
        }
        for (String member : common) {
            compareMember(
                    name,
                    type.member(member).orElseThrow(),
                    definition.get("properties").get(member));
        }
    }

    private void compareMember(String owner, Member member, JsonNode declared) {
        JsonNode definition = resolve(declared);
        boolean list = "array".equals(definition.path("type").asText());
        if (member.isList() != list) {
            differences.add(owner + "." + member.name() + ": an array is " + list);
        }
        if (list) {
            definition = resolve(definition.get("items"));
        }
        Form form = formOf(member);
        boolean number = member instanceof Members.OfConfidence || form instanceof Form.NumberForm;
        if (number != "number".equals(definition.path("type").asText())) {
            differences.add(owner + "." + member.name() + ": a number is " + !number);
        }
        if (form instanceof LanguageForm language && language.plain() == definition.has("oneOf")) {
            differences.add(owner + "." + member.name() + ": plain text is " + !language.plain());
        }
        if (form instanceof Form.ObjectForm object) {
            compare(object.type().getSimpleName(), JsonClass.of(object.type()), definition);
        }
        if (form instanceof SpecialForms.TaggedForm tagged) {
            JsonNode choices = definition.get("properties");
            assertThat(tagged.choice().elements()).hasSameSizeAs(choices);
            tagged.choice()
                    .elements()
                    .forEach(element -> compare(
                            element.name(), JsonClass.of(element.type()), resolve(choices.get(element.name()))));
        }
    }

    private static Form formOf(Member member) {
        if (member instanceof Members.OfElements elements) {
            return elements.form();
        }
        if (member instanceof Members.OfAttribute attribute) {
            return attribute.form();
        }
        return member instanceof Members.OfText text ? text.form() : new Form.VersionForm();
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = schema.at(resolved.get("$ref").asText().substring(1));
        }
        return resolved;
    }
}
