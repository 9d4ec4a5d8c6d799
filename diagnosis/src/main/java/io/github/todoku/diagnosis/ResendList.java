package io.github.todoku.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of a series: all of them counted, a bounded number by name with what was said last. For one thread. */
final class ResendList {
    /** The longest address that is kept: local part, at sign and domain (RFC 5321 §4.5.3.1). */
    static final int MAX_ADDRESS_LENGTH = 64 + 1 + 255;

    private final Map<String, Recipient> latest = new LinkedHashMap<>();
    private final Map<@Nullable Again, Long> counts = new HashMap<>();
    private final int maxRecipients;
    private long leftOut;

    /** Keeps that many by name. */
    ResendList(int maxRecipients) {
        this.maxRecipients = maxRecipients;
    }

    void add(List<Recipient> recipients) {
        for (Recipient each : recipients) {
            counts.merge(each.again(), 1L, Long::sum);
            String address = each.address();
            String key = address == null ? "" : address.toLowerCase(Locale.ROOT);
            boolean fits = latest.size() < maxRecipients || latest.containsKey(key);
            if (key.isEmpty() || key.length() > MAX_ADDRESS_LENGTH || !fits) {
                leftOut++;
            } else {
                Recipient before = latest.put(key, each);
                if (before != null) {
                    counts.merge(before.again(), -1L, Long::sum);
                }
            }
        }
    }

    CaseSeries.Resend result() {
        List<CaseSeries.AgainCount> most = new ArrayList<>();
        counts.forEach((again, count) -> {
            if (count > 0) {
                most.add(new CaseSeries.AgainCount(again, count));
            }
        });
        most.sort(Comparator.comparingLong(CaseSeries.AgainCount::recipients).reversed());
        return new CaseSeries.Resend(most, List.copyOf(latest.values()), leftOut);
    }
}
