package io.github.todoku.diagnosis;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What to do about it.
 *
 * @param key the sentence's key: {@code remedy.<key>} in the bundle
 * @param records the exact records to publish; empty when no record will help or none can be written yet
 * @param notes keys of sentences to read first: {@code confirm.address} and the like
 * @param again whether and when to send again
 */
public record Remedy(String key, List<RecordChange> records, List<String> notes, Again again) implements Serializable {

    /** The key where the record is only a draft: it would not do it, or stop somebody who passes today. */
    static final String DRAFT_ONLY = "draft-only";

    /** The note that asks to make sure whose address it is: a bounce can be forged. Until then nothing is ready to publish. */
    static final String CONFIRM_ADDRESS = "confirm.address";

    /**
     * Copies the lists.
     *
     * @param key the sentence's key: {@code remedy.<key>} in the bundle
     * @param records the exact records to publish; empty when no record will help or none can be written yet
     * @param notes keys of sentences to read first: {@code confirm.address} and the like
     * @param again whether and when to send again
     */
    public Remedy {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }

    /**
     * One record to publish in place of what is there.
     *
     * @param owner the name it stands at
     * @param type its type
     * @param before the texts that it replaces; empty if there is none today
     * @param text the text to publish, whole
     * @param strings the same as character-strings of at most 255 octets
     * @param diff the terms kept, added and removed, in the order of the new text
     * @param zoneLines the lines for a zone file
     * @param warnings what its owner should know
     */
    public record RecordChange(
            DnsName owner,
            RecordType type,
            List<String> before,
            String text,
            List<String> strings,
            List<DiffPart> diff,
            List<String> zoneLines,
            List<Warning> warnings)
            implements Serializable {
        /**
         * Copies the lists.
         *
         * @param owner the name it stands at
         * @param type its type
         * @param before the texts that it replaces; empty if there is none today
         * @param text the text to publish, whole
         * @param strings the same as character-strings of at most 255 octets
         * @param diff the terms kept, added and removed, in the order of the new text
         * @param zoneLines the lines for a zone file
         * @param warnings what its owner should know
         */
        public RecordChange {
            before = List.copyOf(before);
            strings = List.copyOf(strings);
            diff = List.copyOf(diff);
            zoneLines = List.copyOf(zoneLines);
            warnings = List.copyOf(warnings);
        }
    }

    /** What the owner of a record should know; the planner that wrote the record says it. */
    public sealed interface Warning extends Serializable {
        /** {@return a name for machines: {@code no-reports}} */
        String id();

        /**
         * The warning as a sentence.
         *
         * @param locale the language: English or Japanese
         * @return the warning as a sentence
         */
        String message(Locale locale);

        /**
         * Of the SPF planner.
         *
         * @param warning what it says
         */
        record OfSpf(Finding warning) implements Warning {
            @Override
            public String id() {
                return warning.id();
            }

            @Override
            public String message(Locale locale) {
                return warning.text(locale);
            }
        }

        /**
         * Of the DMARC planner.
         *
         * @param warning what it says
         */
        record OfDmarc(Finding warning) implements Warning {
            @Override
            public String id() {
                return warning.id();
            }

            @Override
            public String message(Locale locale) {
                return (warning.text(locale) + " " + warning.advice(locale)).strip();
            }
        }
    }

    /**
     * One term of a changed record.
     *
     * @param change what becomes of it
     * @param text the term
     */
    public record DiffPart(Change change, String text) implements Serializable {}

    /** What becomes of a term. */
    public enum Change {
        /** It stays. */
        KEEP,
        /** It is new. */
        ADD,
        /** It goes. */
        REMOVE
    }
}
