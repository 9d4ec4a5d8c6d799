package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.bounce.internal.report.Extraction;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.ReportReader;
import io.github.todoku.bounce.internal.report.ScanBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an event by the first form that knows it. Immutable. */
public final class EventReader {
    /** Each form has a mark of its own, so that the order is not what decides. */
    private static final List<EventFormat> FORMATS = List.of(
            new SendGridEvent(),
            new MailgunEvent(),
            new PostmarkEvent(),
            new SparkPostEvent(),
            new MailjetEvent(),
            new BrevoEvent());

    private final ReportReader reader;

    /** Judging the receivers' words as that reader does. */
    public EventReader(ReportReader reader) {
        this.reader = reader;
    }

    /**
     * What the events in an object say, one report each; of kind NONE what tells of no delivery or is of no form that is known.
     *
     * @param text the object: an event, or what some lie in
     * @param limits how much is read of each
     */
    public List<BounceReport> read(EventTexts.Text text, ParseLimits limits) {
        return EventEnvelope.events(Json.object(text.json()), EventReader::isEvent).stream()
                .map(event -> read(event, budget(limits, text.isCut())))
                .toList();
    }

    /** Whether a service's own marks stand in it. */
    private static boolean isEvent(Map<String, Object> posted) {
        return FORMATS.stream().anyMatch(format -> format.read(posted).isPresent());
    }

    private static ScanBudget budget(ParseLimits limits, boolean cut) {
        ScanBudget budget = new ScanBudget(limits);
        if (cut) {
            budget.note(ReportNote.INPUT_LIMIT);
        }
        return budget;
    }

    private BounceReport read(Map<String, Object> event, ScanBudget budget) {
        Optional<ServiceEvent> found = new SesEvent(budget).read(event);
        for (EventFormat format : FORMATS) {
            found = found.isPresent() ? found : format.read(event);
        }
        return found.map(told -> report(told, budget))
                .orElseGet(() -> bare(ReportKind.NONE, null, ReportIdentity.NONE, null, budget));
    }

    private BounceReport report(ServiceEvent told, ScanBudget budget) {
        if (told.recipients().isEmpty()) {
            String form = told.kind() == ReportKind.NONE ? null : told.form();
            return bare(told.kind(), told, told.identity(), form, budget);
        }
        return reader.event(
                new Extraction(told.form(), told.kind(), told.recipients(), null, null), told.identity(), budget);
    }

    private static BounceReport bare(
            ReportKind kind,
            @Nullable ServiceEvent told,
            ReportIdentity identity,
            @Nullable String form,
            ScanBudget budget) {
        return BounceReport.of(
                kind,
                List.of(),
                List.of(),
                null,
                null,
                told == null ? null : told.complaint(),
                form,
                budget.notes(),
                identity);
    }
}
