package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue that sendmail and its kin print: {@code ... while talking to mx.example.com.:}, {@code >>> RCPT To:<a@b>},
 * {@code <<< 550 …}, and sendmail's own sum {@code 550 5.1.1 <a@b>... User unknown}.
 */
final class Transcript {
    /** "While" begins with a capital where something stood before it. */
    private static final String TALKING = "hile talking to ";

    private static final String DEFERRED = "... Deferred";

    /** One refusal: what was sent, by whom it was refused and how, whom it concerns. */
    private record Refusal(
            @Nullable String address,
            @Nullable String host,
            @Nullable String command,
            String words,
            boolean own) {
        Refusal concerning(String recipient) {
            return new Refusal(recipient, host, command, words, own);
        }
    }

    private final List<Refusal> refusals = new ArrayList<>();

    private @Nullable String host;
    private String sent = "";
    private String answer = "";

    private Transcript() {}

    /** The dialogue in these lines, which may hold none. */
    static Transcript in(List<String> lines) {
        Transcript transcript = new Transcript();
        for (String line : lines) {
            transcript.line(line.strip());
        }
        transcript.answered();
        return transcript;
    }

    private void line(String line) {
        int talking = line.indexOf(TALKING);
        String late = deferred(line);
        if (talking >= 0) {
            answered();
            host = hostIn(line, talking + TALKING.length());
            sent = "";
        } else if (line.startsWith(">>>")) {
            answered();
            sent = line.substring(3).strip();
        } else if (line.startsWith("<<<")) {
            String reply = line.substring(3).strip();
            answer = answer.isEmpty() ? reply : answer + "\n" + reply;
        } else if (isCode(line)) {
            answered();
            ownWords(line);
        } else if (line.isEmpty()) {
            answered();
        } else if (late != null) {
            answered();
            deferral(late, line.substring(line.indexOf(DEFERRED) + DEFERRED.length()));
        } else if (!answer.isEmpty()) {
            answer = answer + "\n" + line; // the reply went on and was broken
        } else if (!refusals.isEmpty() && !line.startsWith("---")) {
            goesOn(line);
        }
    }

    /** Whom {@code <a@b>... Deferred: 451 …} is about; null if the line is no such. */
    private static @Nullable String deferred(String line) {
        int at = line.indexOf(DEFERRED);
        String address = at < 0 ? "" : Addresses.bare(line.substring(0, at));
        return Addresses.isAddress(address) ? address : null;
    }

    /** sendmail's own line: it says whom the refusal before it concerned, or why nobody was asked. */
    private void deferral(String address, String why) {
        int last = refusals.size() - 1;
        if (last >= 0
                && refusals.get(last).address() == null
                && !refusals.get(last).own()) {
            refusals.set(last, refusals.get(last).concerning(address));
        } else if (why.startsWith(": ")
                && (last < 0 || !address.equalsIgnoreCase(refusals.get(last).address()))) {
            refusals.add(new Refusal(address, host, null, why.substring(2), true));
        }
    }

    /** The dialogue's last reply is over: a refusal counts. */
    private void answered() {
        if (!answer.isEmpty() && (answer.charAt(0) == '4' || answer.charAt(0) == '5')) {
            String command = Codes.commandIn(">>> " + sent);
            if ("DATA".equals(command) && saysNobodyIsLeft(answer)) {
                wasBeforeData();
            } else {
                refusals.add(new Refusal(Addresses.firstIn(recipientSent(), 0), host, command, answer, false));
            }
        }
        answer = "";
    }

    /** The answer to a DATA that was sent along before the refusals of RCPT had come (RFC 2920 §3.1). */
    private static boolean saysNobodyIsLeft(String answer) {
        String words = answer.toLowerCase(Locale.ROOT);
        return words.startsWith("503") || (words.startsWith("554") && words.contains("recipients"));
    }

    /** What was noted as the answer to DATA answered a command before it; which one, the dialogue does not show. */
    private void wasBeforeData() {
        int last = refusals.size() - 1;
        if (last >= 0 && "DATA".equals(refusals.get(last).command())) {
            Refusal refusal = refusals.get(last);
            refusals.set(last, new Refusal(refusal.address(), refusal.host(), null, refusal.words(), refusal.own()));
        }
    }

    private String recipientSent() {
        return sent.regionMatches(true, 0, "RCPT", 0, 4) ? sent : "";
    }

    /** {@code 550 5.1.1 <a@b>... User unknown}: sendmail's own line, after the dialogue or without one. */
    private void ownWords(String line) {
        if (line.charAt(0) != '2') {
            int dots = line.indexOf("... ");
            String address = Addresses.firstIn(dots < 0 ? line : line.substring(0, dots), 0);
            if (!namesWhomServerRefused(address, line)) {
                String inner = dots < 0 ? "" : line.substring(dots + 4);
                refusals.add(
                        new Refusal(address, host, Codes.commandIn(">>> " + sent), isCode(inner) ? inner : line, true));
            }
        }
    }

    /** The sum behind a server's refusal tells only whom it was about; the server's words and code count. */
    private boolean namesWhomServerRefused(@Nullable String address, String line) {
        int last = refusals.size() - 1;
        if (last < 0 || refusals.get(last).own()) {
            return false;
        }
        if (address == null) {
            return true; // "554 5.0.0 Service unavailable" sums up any refusal that came before it
        }
        if (sumsUpRecipient(line)) {
            wasBeforeData();
        }
        String named = refusals.get(last).address();
        if (named == null) {
            refusals.set(last, refusals.get(last).concerning(address));
        }
        return named == null || named.equalsIgnoreCase(address);
    }

    /** sendmail sums up a refusal of RCPT so, and only that; one of DATA is a "Service unavailable". */
    private static boolean sumsUpRecipient(String line) {
        return line.contains("... User unknown") || line.contains("... User not local");
    }

    private void goesOn(String line) {
        Refusal last = refusals.get(refusals.size() - 1);
        if (last.words().length() < 2_000) {
            refusals.set(
                    refusals.size() - 1,
                    new Refusal(last.address(), last.host(), last.command(), last.words() + "\n" + line, last.own()));
        }
    }

    private static boolean isCode(String line) {
        return line.length() > 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && Character.isDigit(line.charAt(1))
                && Character.isDigit(line.charAt(2))
                && (line.charAt(3) == ' ' || line.charAt(3) == '-');
    }

    private static @Nullable String hostIn(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) > ' ' && line.charAt(end) != ':') {
            end++;
        }
        String name = line.substring(from, end);
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.isEmpty() ? null : name;
    }

    /** Adds to the report what the dialogue says of its recipient; what names nobody if there is nothing else. */
    void tell(RecipientReport report) {
        boolean told = false;
        for (Refusal refusal : refusals) {
            if (report.recipient() != null && report.recipient().equalsIgnoreCase(refusal.address())) {
                report.remoteHost(refusal.host()).command(refusal.command()).says(refusal.words(), Place.TRANSCRIPT);
                told = true;
            }
        }
        for (Refusal refusal : refusals) {
            if (!told && refusal.address() == null) {
                report.remoteHost(refusal.host()).command(refusal.command()).says(refusal.words(), Place.TRANSCRIPT);
            }
        }
    }

    boolean isEmpty() {
        return refusals.isEmpty();
    }

    /** The recipients that only the dialogue names. */
    void addRefused(RecipientList recipients) {
        for (Refusal refusal : refusals) {
            if (refusal.address() != null) {
                RecipientReport report = RecipientReport.of(refusal.address());
                if (recipients.add(report)) {
                    tell(report);
                }
            }
        }
    }
}
