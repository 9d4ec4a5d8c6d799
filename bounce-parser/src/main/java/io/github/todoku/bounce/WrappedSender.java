package io.github.todoku.bounce;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An envelope sender inside another: signed by the sender's own server ({@code prvs=4567abcdef=bob@example.com}, BATV) or
 * rewritten by who forwards ({@code SRS0=hash=time=example.com=bob@example.net}, the Sender Rewriting Scheme).
 */
final class WrappedSender {
    /** A forwarder behind a forwarder behind a signature; more is no mail's. */
    private static final int MAX_LAYERS = 4;

    /** Tags of BATV (draft-levine-smtp-batv §3) and of programs that do likewise. */
    private static final Set<String> TAGS = Set.of("prvs", "msprvs1");

    private static final String DOUBLE_TAG = "btv1==";
    private static final String FIRST = "srs0";
    private static final String AGAIN = "srs1";

    private WrappedSender() {}

    /** The address inside, of all layers the innermost; empty if the address is not wrapped. */
    static Optional<String> within(String address) {
        String inner = address;
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            String next = unwrapped(inner);
            if (next.equals(inner)) {
                break;
            }
            inner = next;
        }
        return inner.equals(address) ? Optional.empty() : Optional.of(inner);
    }

    private static String unwrapped(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.length() != address.length()) {
            return address;
        }
        if (lower.startsWith(FIRST)) {
            return rewritten(address, FIRST.length());
        }
        if (lower.startsWith(AGAIN)) {
            // SRS1=hash=first forwarder, and a separator of SRS0's in front of what that one wrote
            int domain = address.indexOf('=', AGAIN.length() + 1);
            int end = domain < 0 ? -1 : address.indexOf('=', domain + 1);
            return end < 0 ? address : rewritten(address, end + 1);
        }
        if (lower.startsWith(DOUBLE_TAG)) {
            int end = address.indexOf("==", DOUBLE_TAG.length());
            return end < 0 ? address : address.substring(end + 2);
        }
        int tag = address.indexOf('=');
        return tag > 0 && TAGS.contains(lower.substring(0, tag)) ? signed(address, tag + 1) : address;
    }

    /** Behind the separator at {@code from}: hash, time, domain and local part. */
    private static String rewritten(String address, int from) {
        int at = address.lastIndexOf('@');
        boolean separated = from < at && "=+-".indexOf(address.charAt(from)) >= 0;
        int hash = separated ? address.indexOf('=', from + 1) : -1;
        int time = hash < 0 ? -1 : address.indexOf('=', hash + 1);
        int domain = time < 0 ? -1 : address.indexOf('=', time + 1);
        return domain < 0 || domain > at
                ? address
                : address.substring(domain + 1, at) + "@" + address.substring(time + 1, domain);
    }

    /** {@code tag=local}, or in older drafts {@code local/tag}. */
    private static String signed(String address, int from) {
        int at = address.lastIndexOf('@');
        int tag = address.indexOf('=', from);
        int slash = address.lastIndexOf('/', Math.max(at, 0));
        if (tag > 0 && tag < at && address.substring(from, tag).chars().allMatch(Character::isLetterOrDigit)) {
            return address.substring(tag + 1);
        }
        return slash > from ? address.substring(from, slash) + address.substring(at) : address;
    }
}
