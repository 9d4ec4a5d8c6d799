package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.spf.publish.SpfSender;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link SendingService} from its stanza; the fields are told at the head of {@code services.txt}. */
final class ServiceReader {
    static final Set<String> FIELDS = Set.of(
            "Service",
            "Name",
            "Category",
            "Include",
            "Term",
            "Form",
            "Placement",
            "Placement-Note",
            "Aligned",
            "Aligned-Note",
            "Selector",
            "Selector-Form",
            "Dkim",
            "Help",
            "Return-Path",
            "Known-By",
            "Via",
            "Doubtful",
            "Confidence",
            "Source",
            "As-of");

    private ServiceReader() {}

    static SendingService read(Stanza stanza) {
        stanza.allowOnly(FIELDS);
        return new SendingService(
                stanza.required("Service").toLowerCase(Locale.ROOT),
                stanza.required("Name"),
                stanza.optional("Category").orElse("other"),
                spf(stanza),
                new SendingService.Dkim(
                        stanza.all("Selector"), text(stanza, "Selector-Form"), text(stanza, "Dkim"), help(stanza)),
                text(stanza, "Return-Path"),
                stanza.all("Known-By").stream().map(name -> name(stanza, name)).toList(),
                text(stanza, "Via"),
                Set.copyOf(stanza.optional("Doubtful")
                        .map(line -> List.of(line.split(" ", -1)))
                        .orElse(List.of())),
                basis(stanza));
    }

    private static SendingService.Spf spf(Stanza stanza) {
        String include = text(stanza, "Include");
        return new SendingService.Spf(
                include == null ? null : name(stanza, include),
                stanza.all("Term"),
                text(stanza, "Form"),
                stanza.constant(SpfSender.Service.Placement.class, stanza.required("Placement")),
                text(stanza, "Placement-Note"),
                stanza.optional("Aligned")
                        .map(value -> stanza.constant(SendingService.Aligned.class, value))
                        .orElse(SendingService.Aligned.UNKNOWN),
                text(stanza, "Aligned-Note"));
    }

    private static SendingService.Basis basis(Stanza stanza) {
        return new SendingService.Basis(
                stanza.optional("Confidence")
                        .map(value -> stanza.constant(SendingService.Grade.class, value))
                        .orElse(SendingService.Grade.NONE),
                stanza.required("Source"),
                date(stanza));
    }

    private static @Nullable String help(Stanza stanza) {
        String help = text(stanza, "Help");
        if (help != null && !help.startsWith("https://")) {
            throw stanza.wrong("not an https address: " + help);
        }
        return help;
    }

    private static @Nullable LocalDate date(Stanza stanza) {
        String date = text(stanza, "As-of");
        try {
            return date == null ? null : LocalDate.parse(date);
        } catch (DateTimeException wrong) {
            throw stanza.wrong("not a date: " + date);
        }
    }

    private static @Nullable String text(Stanza stanza, String field) {
        return stanza.optional(field).orElse(null);
    }

    private static DnsName name(Stanza stanza, String text) {
        return DnsName.parse(text).orElseThrow(() -> stanza.wrong("not a name: " + text));
    }
}
