package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one form says of one recipient, as it stood in the report. Collected field by field by an extractor, on one thread.
 */
public final class RecipientReport {
    private @Nullable String recipient;
    private @Nullable String originalRecipient;
    private @Nullable DeliveryAction action;
    private @Nullable EnhancedStatus status;
    private @Nullable String remoteHost;
    private @Nullable String command;
    private @Nullable Instant lastAttempt;
    private final List<Words> words = new ArrayList<>(2);

    /** Words that may tell why, the best first. */
    public record Words(String text, Place place, boolean background) {}

    /** Nobody yet. */
    public RecipientReport() {}

    /** About this address. */
    public static RecipientReport of(@Nullable String recipient) {
        RecipientReport report = new RecipientReport();
        report.recipient = recipient;
        return report;
    }

    /** Adds words; blank ones are not words. */
    public RecipientReport says(@Nullable String text, Place place) {
        String told = text == null || place != Place.TEXT ? text : Footer.cut(text);
        if (told != null && !told.isBlank()) {
            words.add(new Words(told.strip(), place, false));
        }
        return this;
    }

    /** Whether something is said of it alone. */
    boolean hasOwnWords() {
        return words.stream().anyMatch(w -> !w.background());
    }

    /** Takes the report's whole text away again. */
    void dropBackground() {
        words.removeIf(Words::background);
    }

    /** Adds the report's whole text, to be asked last. */
    RecipientReport background(ReportText text) {
        String told = text.withoutFooter();
        if (!told.isEmpty()) {
            words.add(new Words(told, Place.TEXT, true));
        }
        return this;
    }

    public @Nullable String recipient() {
        return recipient;
    }

    public RecipientReport recipient(@Nullable String value) {
        recipient = value;
        return this;
    }

    public @Nullable String originalRecipient() {
        return originalRecipient;
    }

    public RecipientReport originalRecipient(@Nullable String value) {
        originalRecipient = value;
        return this;
    }

    public @Nullable DeliveryAction action() {
        return action;
    }

    public RecipientReport action(@Nullable DeliveryAction value) {
        action = value;
        return this;
    }

    public @Nullable EnhancedStatus status() {
        return status;
    }

    public RecipientReport status(@Nullable EnhancedStatus value) {
        status = value;
        return this;
    }

    public @Nullable String remoteHost() {
        return remoteHost;
    }

    public RecipientReport remoteHost(@Nullable String value) {
        remoteHost = value == null || value.isBlank() ? remoteHost : value.strip();
        return this;
    }

    public @Nullable String command() {
        return command;
    }

    public RecipientReport command(@Nullable String value) {
        command = value == null ? command : value;
        return this;
    }

    public @Nullable Instant lastAttempt() {
        return lastAttempt;
    }

    public RecipientReport lastAttempt(@Nullable Instant value) {
        lastAttempt = value;
        return this;
    }

    public List<Words> words() {
        return words;
    }
}
