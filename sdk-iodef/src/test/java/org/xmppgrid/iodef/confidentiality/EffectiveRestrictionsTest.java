package org.xmppgrid.iodef.confidentiality;

import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EffectiveRestrictionsTest {
    @Test
    void of_whenNothingIsStated_thenTheIncidentIsPrivateAndAllInIt() {
        IodefDocument document = Iodef.read(Reports.incident("", "<EventData><Flow><System/></Flow></EventData>"));
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(document);
        Incident incident = document.getIncident().get(0);

        assertThat(restrictions.of(incident)).isEqualTo(Restriction.PRIVATE);
        assertThat(restrictions.of(incident.getEventData().get(0).getFlow().get(0)))
                .isEqualTo(Restriction.PRIVATE);
    }

    @Test
    void of_whenAChildStatesItsOwn_thenItMayRelaxOrTightenAndItsChildrenFollow() {
        IodefDocument document = Iodef.read(Reports.incident(
                "restriction='green'",
                "<EventData restriction='white'><Flow><System restriction='amber'><Node/></System><System/></Flow>"
                        + "</EventData><EventData/>"));
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(document);
        EventData open = document.getIncident().get(0).getEventData().get(0);
        Flow flow = open.getFlow().get(0);

        assertThat(restrictions.of(open)).isEqualTo(Restriction.PUBLIC);
        assertThat(restrictions.of(flow)).isEqualTo(Restriction.PUBLIC);
        assertThat(restrictions.of(flow.getSystem().get(0).getNode())).isEqualTo(Restriction.NEED_TO_KNOW);
        assertThat(restrictions.of(flow.getSystem().get(1))).isEqualTo(Restriction.PUBLIC);
        assertThat(restrictions.of(document.getIncident().get(0).getEventData().get(1)))
                .isEqualTo(Restriction.PARTNER);
    }

    @Test
    void of_whenDataStandsBesideTheIncidents_thenIsPrivateUnlessItSaysOtherwise() {
        IodefDocument document = Iodef.read(
                Reports.incident("restriction='public'", "")
                        .replace(
                                "</IODEF-Document>",
                                "<AdditionalData dtype='string'>a</AdditionalData>"
                                        + "<AdditionalData dtype='string' restriction='public'>b</AdditionalData></IODEF-Document>"));
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(document);

        assertThat(restrictions.of(document.getAdditionalData().get(0))).isEqualTo(Restriction.PRIVATE);
        assertThat(restrictions.of(document.getAdditionalData().get(1))).isEqualTo(Restriction.PUBLIC);
    }

    @Test
    void of_whenOneObjectStandsTwice_thenTheStricterPlaceCountsAndPathsTellThemApart() {
        Flow flow = Flow.builder().addSystem().end().buildPartial();
        IodefDocument document = IodefDocument.builder()
                .addIncident()
                .withRestriction(Restriction.PUBLIC)
                .addEventData()
                .addFlow(flow)
                .end()
                .addEventData()
                .withRestriction(Restriction.RED)
                .addFlow(flow)
                .end()
                .end()
                .buildPartial();
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(document);

        assertThat(restrictions.of(flow)).isEqualTo(Restriction.PRIVATE);
        assertThat(restrictions.at("/IODEF-Document/Incident[1]/EventData[1]/Flow[1]"))
                .contains(Restriction.PUBLIC);
        assertThat(restrictions.at("/IODEF-Document/Incident[1]/EventData[2]/Flow[1]"))
                .contains(Restriction.PRIVATE);
    }

    @Test
    void of_whenThePartIsOfAnotherDocument_thenRefusesAlsoAnEqualOne() {
        String xml = Reports.incident("", "");
        Contact other = Iodef.read(xml).getIncident().get(0).getContact().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectiveRestrictions.of(Iodef.read(xml)).of(other))
                .withMessageContaining("not in this document");
    }

    @Test
    void at_whenThePathEndsInAValue_thenGivesThatOfItsPart() {
        EffectiveRestrictions restrictions = EffectiveRestrictions.of(Iodef.read(Reports.incident(
                "restriction='green'",
                "<RelatedActivity restriction='red'><URL>http://a.example/</URL></RelatedActivity>")));
        String incident = "/IODEF-Document/Incident[1]";

        assertThat(restrictions.at(incident + "/@purpose")).contains(Restriction.PARTNER);
        assertThat(restrictions.at(incident + "/GenerationTime")).contains(Restriction.PARTNER);
        assertThat(restrictions.at(incident + "/IncidentID/text()")).contains(Restriction.PARTNER);
        assertThat(restrictions.at(incident + "/RelatedActivity[1]/URL[1]")).contains(Restriction.PRIVATE);
        for (String nowhere : new String[] {
            "",
            "/",
            "IODEF-Document",
            "/Incident[1]",
            incident + "/@status",
            incident + "/RelatedActivity[1]/URL[2]",
            incident + "/EventData[1]",
            incident + "/GenerationTime/x",
            incident + "/"
        }) {
            assertThat(restrictions.at(nowhere)).as(nowhere).isEmpty();
        }
    }

    @Test
    void of_whenDefaultWasAgreedOn_thenThePolicySaysWhatItMeans() {
        IodefDocument document = Iodef.read(Reports.incident("restriction='default'", ""));
        Incident incident = document.getIncident().get(0);

        assertThat(EffectiveRestrictions.of(document).of(incident)).isEqualTo(Restriction.PRIVATE);
        assertThat(EffectiveRestrictions.of(document, DisclosurePolicy.strict().withDefault(Restriction.GREEN))
                        .of(incident))
                .isEqualTo(Restriction.PARTNER);
    }
}
