package org.xmppgrid.iodef.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.ForeignElement;
import org.xmppgrid.iodef.value.IodefBinary;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;

import static org.assertj.core.api.Assertions.assertThat;

/** A document with every class, attribute and element of the model, made by walking the model. */
class EveryClassJsonTest {
    /** Each class in full where it is met first; afterwards it has what holds no other class. */
    private final Set<Class<?>> met = new HashSet<>();

    private int number;

    private Object part(Class<?> type) {
        boolean whole = met.add(type);
        ModelClass model = ModelClass.of(type);
        Object part = model.newInstance();
        model.attributes().forEach(attribute -> attribute.set(part, value(attribute)));
        model.text().ifPresent(text -> text.set(part, value(text)));
        for (ModelProperty child : model.children()) {
            List<Object> values = new ArrayList<>();
            if (child.elements().isEmpty()) {
                values.add(ForeignElement.of("<x xmlns=\"urn:x\" n=\"" + number++ + "\"/>"));
            }
            for (ModelProperty.Element element : child.elements()) {
                for (int i = 0; i < (child.isList() ? 2 : 1); i++) {
                    if (!element.isPart()) {
                        values.add(value(child));
                    } else if (whole) {
                        values.add(part(element.type()));
                    }
                }
            }
            child.setValues(part, values);
        }
        return part;
    }

    private Object value(ModelProperty property) {
        number++;
        if (property.valueType() == IodefNumber.class) {
            return IodefNumber.of(number);
        }
        if (property.valueType() == IodefTime.class) {
            return IodefTime.of("2024-02-29T12:00:00.%03dZ".formatted(number % 1000));
        }
        if (property.valueType() == IodefBinary.class) {
            return IodefBinary.of(new byte[] {(byte) number});
        }
        String text = property.javaName().equals("dtype") ? "xml" : property.name() + number;
        return property.javaName().equals("version") && property.owner() == IodefDocument.class
                ? "2.00"
                : property.parse(text.replace(':', '-'));
    }

    @Test
    void write_whenEveryClassIsThere_thenLossesAreKnownAndSecondTripIsWithout() {
        IodefDocument document = (IodefDocument) part(IodefDocument.class);
        assertThat(met).hasSizeGreaterThan(75);

        String json = IodefJson.write(document);
        IodefDocument again = IodefJson.read(json);
        List<Finding> losses = IodefJson.losses(document);

        assertThat(losses)
                .extracting(Finding::rule)
                .containsOnly(
                        "json-no-member",
                        "json-grouping",
                        "json-order",
                        "json-restriction-moved",
                        "json-reference-name",
                        "json-key-value");
        assertThat(losses)
                .filteredOn(loss -> loss.rule().equals("json-no-member"))
                .extracting(loss ->
                        loss.path().replaceAll(".*/(?=[^/]+/[^/]+$)", "").replaceAll("\\[\\d+]", ""))
                .containsOnly(
                        "IODEF-Document/@xsi:schemaLocation",
                        "Description/@translation-id",
                        "Description/@xml:lang",
                        "sci:RawData/@ext-dtype",
                        "sci:RawData/@meaning",
                        "sci:RawData/@formatid",
                        "sci:RawData/@restriction",
                        "HashData/@ext-scope",
                        "AlternativeIndicatorID/IndicatorReference",
                        "IndicatorExpression/Confidence");
        assertThat(again).isNotEqualTo(document);
        assertThat(IodefJson.losses(again)).isEmpty();
        assertThat(IodefJson.read(IodefJson.write(again))).isEqualTo(again);
        assertThat(again.findings()).isEmpty();
        // The values are made up, so the lists of tokens don't have them; members and types are what they should be.
        assertThat(JsonDocuments.schemaErrors(json))
                .isNotEmpty()
                .noneMatch(error -> error.contains("not defined in the schema") || error.contains(" expected"));
    }
}
