package org.xmppgrid.iodef;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.Node;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.iodef.value.IncidentPurpose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the generated builders promise beyond what XJC gives. */
class BuilderTest {
    private static final String MINIMAL = Documents.withIncident("");

    @Test
    void build_whenMandatoryPartsAreMissing_thenNamesAllOfThemAtOnce() {
        IodefDocument.Builder<Void> document = IodefDocument.builder()
                .addIncident()
                .withPurpose(IncidentPurpose.REPORTING)
                .withIncidentId()
                .withValue("secret-id")
                .end()
                .addContact()
                .withRole(ContactRole.CREATOR)
                .end()
                .end();

        assertThatThrownBy(document::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/IodefDocument/Incident[1] lacks GenerationTime")
                .hasMessageContaining("/IodefDocument/Incident[1]/IncidentID lacks @name")
                .hasMessageContaining("/IodefDocument/Incident[1]/Contact[1] lacks @type")
                .hasMessageNotContaining("secret-id");
    }

    @Test
    void build_whenADocumentHasNoIncident_thenRefuses() {
        assertThatThrownBy(() -> IodefDocument.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/IodefDocument lacks Incident");
    }

    @Test
    void build_whenEventsAreNestedTooDeep_thenRefusesBeforeTheStackIsFull() {
        EventData event = EventData.builder().build();
        for (int depth = 2; depth <= Iodef.MAX_DEPTH; depth++) {
            event = EventData.builder().withEventData(event).build();
        }
        EventData deepest = event;

        assertThatThrownBy(() -> EventData.builder().withEventData(deepest).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
        assertThatThrownBy(() -> Incident.builder()
                        .withEventData(deepest)
                        .withPurpose(IncidentPurpose.OTHER)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
    }

    @Test
    void addEventData_whenChainedWithoutEnd_thenRefusesBeforeTheStackIsFull() {
        assertThatThrownBy(() -> {
                    EventData.Builder<?> builder = EventData.builder();
                    for (int i = 0; i < 12_000; i++) {
                        builder = builder.addEventData();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void addContact_whenTheContactIsNull_thenRefuses() {
        assertThatThrownBy(() -> Incident.builder().addContact((Contact) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("an item of the list");
    }

    @Test
    void build_whenAListHoldsWhatCannotStandThere_thenSaysWhere() {
        assertThatThrownBy(() -> Node.builder()
                        .addAddressesAndDomains(MlString.builder().build())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/Node can't hold a org.xmppgrid.iodef.model.MlString");
        assertThatThrownBy(() -> Extension.builder()
                        .withDtype(DataType.INTEGER)
                        .addContent(5)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/Extension can't hold a java.lang.Integer");
    }

    @Test
    void getters_whenTheDocumentWasReadOrBuilt_thenGiveListsThatNobodyCanChange() {
        IodefDocument read = Iodef.read(MINIMAL);
        IodefDocument built = read.newCopyBuilder().build();

        for (IodefDocument document : List.of(read, built)) {
            Incident incident = document.getIncident().get(0);
            assertThatThrownBy(() -> document.getIncident().clear()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() ->
                            incident.getEventData().add(EventData.builder().build()))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void builder_whenChangedAfterBuild_thenLeavesWhatItBuilt() {
        IodefDocument.Builder<Void> builder = Iodef.read(MINIMAL).newCopyBuilder();
        IodefDocument first = builder.build();

        builder.addIncident(first.getIncident());
        IodefDocument second = builder.build();

        assertThat(first.getIncident()).hasSize(1);
        assertThat(second.getIncident()).hasSize(2);
    }

    @Test
    void newCopyBuilder_whenBuilt_thenIsEqualAndHasNoFindings() {
        IodefDocument document = Iodef.read(MINIMAL);

        assertThat(document.newCopyBuilder().build()).isEqualTo(document).hasSameHashCodeAs(document);
    }

    @Test
    void buildPartial_whenSomethingMandatoryIsMissing_thenKeepsTheRest() {
        IodefDocument received = Iodef.read(MINIMAL.replaceAll("<GenerationTime>.*</GenerationTime>", ""));

        IodefDocument changed = received.newCopyBuilder().withLang("de").buildPartial();

        assertThat(changed.getLang()).isEqualTo("de");
        assertThat(changed.getIncident()).isEqualTo(received.getIncident());
        assertThatThrownBy(() -> received.newCopyBuilder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GenerationTime");
    }

    @Test
    void withNode_whenOneWasSetReadyMade_thenGoesOnWithIt() {
        Node node = Node.builder().addLocation().withValue("rack 1").end().build();

        IodefSystem system = IodefSystem.builder()
                .withNode(node)
                .withNode()
                .addLocation()
                .withValue("slot 2")
                .end()
                .end()
                .build();

        assertThat(system.getNode().getLocation())
                .extracting(MlString::getValue)
                .containsExactly("rack 1", "slot 2");
        assertThat(node.getLocation()).hasSize(1);
    }

    @Test
    void toString_whenADocumentHasContent_thenTellsCountsAndTokensOnly() {
        IodefDocument document = Iodef.read(Documents.text("rfc8274-B.4-malware.xml"));
        Incident incident = document.getIncident().get(0);

        assertThat(document).hasToString("IodefDocument[incident:1]");
        assertThat(incident.toString()).startsWith("Incident[purpose=").contains("contact:", "indicatorData");
        assertThat(incident.getIncidentId()).hasToString("IncidentId[18 characters]");
        assertThat(incident.getDescription().toString()).doesNotContain("malware");
    }
}
