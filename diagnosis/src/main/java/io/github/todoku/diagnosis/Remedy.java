package io.github.todoku.diagnosis;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.io.Serializable;
import java.util.List;

/**
 * What to do about it.
 *
 * @param key the sentence's key: {@code remedy.<key>} in the bundle
 * @param records the exact records to publish; empty when no record will help or none can be written yet
 * @param notes keys of sentences to read first: {@code confirm.address} and the like
 * @param findings what keeps a record from being written, for its owner to mend: a name that looks misspelt, say
 * @param again whether and when to send again
 */
public record Remedy(String key, List<RecordChange> records, List<String> notes, List<Finding> findings, Again again)
        implements Serializable {

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
     * @param findings what keeps a record from being written, for its owner to mend
     * @param again whether and when to send again
     */
    public Remedy {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }
}
