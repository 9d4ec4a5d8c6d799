package io.github.todoku.message.auth;

import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.spf.ReceivedSpf;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a field may be read as written by one of our hosts. What cannot be read is: another reader may read it. Immutable. */
final class HostClaim {
    /** The longest name that is looked at; more octets than a domain name has in any spelling. */
    private static final int MAX_NAME_LENGTH = 1024;

    /** The most names of a receiver in one field that are looked at. */
    private static final int MAX_RECEIVERS = 50;

    /** What a reader finds who knows of neither quotes nor comments. */
    private static final Pattern RECEIVER =
            Pattern.compile("receiver\\s*+=[\\s\"(]*+([^\\s;\"()]*+)", Pattern.CASE_INSENSITIVE);

    /** Two labels or more without what no host's name contains: {@code unknown} and {@code <UNKNOWN>} name nobody. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]++(\\.[\\p{L}\\p{M}\\p{N}_-]++)++\\.?+");

    private final Set<String> inside;

    HostClaim(List<String> inside) {
        this.inside =
                inside.stream().flatMap(name -> HostId.readings(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The value of an Authentication-Results field. */
    boolean isInResults(String value) {
        Optional<AuthenticationResults> read = AuthenticationResults.parse(value);
        return read.isEmpty()
                || read.get().authservId().isEmpty()
                || isInside(read.get().authservId());
    }

    /** The value of a Received-SPF field. */
    boolean isInReceivedSpf(String value) {
        List<String> receivers = receivers(value);
        if (receivers.isEmpty() || !receivers.stream().allMatch(this::isOutside)) {
            return true;
        }
        Matcher plain = RECEIVER.matcher(value);
        int count = 0;
        while (plain.find()) {
            if (++count > MAX_RECEIVERS || isInside(plain.group(1))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> receivers(String value) {
        return ReceivedSpf.parse(value).map(ReceivedSpf::pairs).orElse(List.of()).stream()
                .filter(pair -> pair.key().equalsIgnoreCase("receiver"))
                .map(ReceivedSpf.Pair::value)
                .toList();
    }

    private boolean isOutside(String receiver) {
        return receiver.length() <= MAX_NAME_LENGTH && HOST.matcher(receiver).matches() && !isInside(receiver);
    }

    private boolean isInside(String id) {
        if (id.length() > MAX_NAME_LENGTH) {
            return true;
        }
        return HostId.readings(id).stream()
                .anyMatch(read -> inside.stream().anyMatch(name -> read.equals(name) || read.endsWith("." + name)));
    }
}
