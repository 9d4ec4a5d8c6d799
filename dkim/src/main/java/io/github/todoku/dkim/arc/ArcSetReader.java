package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dkim.internal.SignatureReader;
import io.github.todoku.dns.DnsName;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.HeaderScanner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The three fields of a set, as they are found. For one thread. */
final class ArcSetReader {
    /** What stands in {@code i=} where nothing can be read. */
    static final int NONE = 0;

    private final MessageHead head;
    int results = -1;
    int signature = -1;
    int seal = -1;
    boolean twice;

    ArcSetReader(MessageHead head) {
        this.head = head;
    }

    boolean isComplete() {
        return results >= 0 && signature >= 0 && seal >= 0 && !twice;
    }

    /** The instance number at the beginning of an AAR (§4.1.1); 0 if none stands there. */
    static int instanceOfResults(String raw) {
        HeaderScanner scanner = new HeaderScanner(raw);
        scanner.skipBlanks();
        boolean named = scanner.take('i');
        scanner.skipBlanks();
        if (!named || !scanner.take('=')) {
            return NONE;
        }
        scanner.skipBlanks();
        String number = scanner.atom();
        scanner.skipBlanks();
        return scanner.take(';') ? instance(number) : NONE;
    }

    /** 1 to 50, in one or two digits (§4.2.1); 0 for anything else. */
    static int instance(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 2 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int instance = number ? Integer.parseInt(digits) : NONE;
        return instance <= DkimLimits.MAX_ARC_SETS ? instance : NONE;
    }

    SignatureReader signature() {
        return new SignatureReader(SignatureReader.Form.ARC_MESSAGE, head.raw(signature), true);
    }

    SignatureReader seal() {
        return new SignatureReader(SignatureReader.Form.ARC_SEAL, head.raw(seal), true);
    }

    ArcSet set(int instance, SignatureFacts sealed, @Nullable SignatureFacts signed) {
        String raw = head.raw(results);
        DnsName signer = signed == null ? null : signed.domain();
        return new ArcSet(instance, sealed.domain(), signer, read(raw.substring(raw.indexOf(';') + 1)));
    }

    private static @Nullable AuthenticationResults read(String payload) {
        return AuthenticationResults.parse(payload.replace("\r\n", "")).orElse(null);
    }

    /** What a reader of either kind says at a time; null if it refuses. */
    static @Nullable SignatureFacts read(SignatureReader reader, Instant now) {
        return reader.read(now);
    }
}
