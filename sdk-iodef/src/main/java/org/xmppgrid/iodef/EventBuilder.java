package org.xmppgrid.iodef;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Expectation;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.FileData;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.IodefFile;
import org.xmppgrid.iodef.model.IodefRecord;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.RecordData;
import org.xmppgrid.iodef.value.Action;
import org.xmppgrid.iodef.value.DataType;

/**
 * One event of an incident (RFC 7970 §3.14), as {@link IncidentBuilder#event(Consumer)} and {@link Parts#event} hand it
 * out to be filled.
 *
 * <pre>{@code
 * event(e -> e.detectTime(seen)
 *         .flow(source("192.0.2.104", 51544, "tcp"), target("198.51.100.7", 8080, "tcp"))
 *         .discovery(DiscoverySource.NIDPS, "Suricata 7.0.3", "ET EXPLOIT Apache log4j RCE Attempt")
 *         .cve("CVE-2021-44228")
 *         .expectation(Action.BLOCK_HOST))
 * }</pre>
 */
public final class EventBuilder extends ReportBuilder<EventBuilder> {
    private final List<Flow> flows = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<Extension> recordItems = new ArrayList<>();
    private final List<IodefFile> files = new ArrayList<>();
    private final EventData.Builder<Void> rest = EventData.builder();

    EventBuilder() {}

    @Override
    EventBuilder self() {
        return this;
    }

    /**
     * Adds the systems that had to do with each other (RFC 7970 §3.16).
     *
     * @param system the first, such as {@link Parts#source(String, int, String)}
     * @param more the others, such as {@link Parts#target(String, int, String)}
     * @return this builder
     */
    public EventBuilder flow(IodefSystem system, IodefSystem... more) {
        flows.add(Flow.builder()
                .addSystem(Checks.given(system, "system"))
                .addSystem(List.of(Checks.given(more, "more")))
                .build());
        return this;
    }

    /**
     * Adds a file that the event left behind. All of them stand in one RecordData (RFC 7970 §3.22.1).
     *
     * @param file such as {@link Parts#file(String, org.xmppgrid.iodef.model.Hash...)}
     * @return this builder
     */
    public EventBuilder file(IodefFile file) {
        files.add(Checks.given(file, "file"));
        return this;
    }

    /**
     * Adds a line of a log, or other text that shows the event (RFC 7970 §3.22.1).
     *
     * @param text the text, with its white space
     * @return this builder
     */
    public EventBuilder logLine(String text) {
        recordItems.add(Extension.builder()
                .withDtype(DataType.STRING)
                .addContent(Checks.text(text, "text"))
                .build());
        return this;
    }

    /**
     * Adds what the receiver is asked to do (RFC 7970 §3.15).
     *
     * @param action the action; one that RFC 7970 does not list is written as {@code ext-action}.
     *     {@link Action#DEFINED_COA} is refused here, as it needs the course of action: take {@link #more}; so is {@link Action#TRAINING}, which the
     *     published schema lacks
     * @return this builder
     */
    public EventBuilder expectation(Action action) {
        expectations.add(expected(action).build());
        return this;
    }

    /**
     * Adds what the receiver is asked to do, in words too (RFC 7970 §3.15).
     *
     * @param action the action, as {@link #expectation(Action)} takes it
     * @param description the words
     * @return this builder
     */
    public EventBuilder expectation(Action action, String description) {
        expectations.add(expected(action)
                .addDescription(Texts.plain(description, "description"))
                .build());
        return this;
    }

    /**
     * Adds whatever has no shortcut, by the generated builder: nested events, counters, additional data. Lists get both,
     * what was said here first; where the class has room for one only, a shortcut's value stands.
     *
     * @param parts what is to be added; called once, at once
     * @return this builder
     */
    public EventBuilder more(Consumer<? super EventData.Builder<Void>> parts) {
        Checks.given(parts, "parts").accept(rest);
        return this;
    }

    EventData build() {
        EventData said = rest.buildPartial();
        EventData.Builder<Void> event = said.newCopyBuilder()
                .addDescription(descriptions)
                .addContact(contacts)
                .addDiscovery(discoveries)
                .addFlow(flows)
                .addExpectation(expectations);
        if (detectTime != null) {
            event.withDetectTime(detectTime);
        }
        if (startTime != null) {
            event.withStartTime(startTime);
        }
        if (endTime != null) {
            event.withEndTime(endTime);
        }
        if (recoveryTime != null) {
            event.withRecoveryTime(recoveryTime);
        }
        if (reportTime != null) {
            event.withReportTime(reportTime);
        }
        method().ifPresent(event::addMethod);
        assessment().ifPresent(assessment -> {
            checkOnce(said.getAssessment() == null, "Assessment");
            event.withAssessment(assessment);
        });
        if (!recordItems.isEmpty() || !files.isEmpty()) {
            checkOnce(said.getRecord() == null, "Record");
            event.withRecord(record());
        }
        EventData built = event.build();
        checkOrder(built.getStartTime(), built.getEndTime());
        if (built.equals(EventData.builder().build())) {
            throw new IllegalStateException("An event needs at least one part (RFC 7970 §3.14), such as a flow.");
        }
        return built;
    }

    private IodefRecord record() {
        RecordData.Builder<Void> data = RecordData.builder().addRecordItem(recordItems);
        if (!files.isEmpty()) {
            data.addFileData(FileData.builder().addFile(files).build());
        }
        return IodefRecord.builder().addRecordData(data.build()).build();
    }

    private static void checkOnce(boolean free, String part) {
        if (!free) {
            throw new IllegalStateException("An event has room for one " + part
                    + ", and both more(..) and the shortcuts gave one. Say all of it in one of the two ways.");
        }
    }

    private static Expectation.Builder<Void> expected(Action action) {
        if (Action.DEFINED_COA.equals(action)) {
            throw Checks.wrong("action", "one that stands for itself; with defined-coa use more(..) and DefinedCOA");
        }
        if (Action.TRAINING.equals(action)) {
            throw Checks.wrong(
                    "action",
                    "one that the schema of RFC 7970 has: not training (erratum 5583), but OTHER with a description");
        }
        Expectation.Builder<Void> expectation = Expectation.builder();
        Checks.open(action, Action.EXT_VALUE, "action", expectation::withAction, expectation::withExtAction);
        return expectation;
    }
}
