package io.github.todoku.bounce.internal.report;

import io.github.todoku.message.EncodedWords;
import io.github.todoku.message.MimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message as extractors look at it: its own parts, without those of the mail that came back in it. */
public final class ReportMessage {
    private static final List<String> MAIL_SYSTEMS = List.of(
            "mailer-daemon",
            "mailerdemon",
            "mail demon",
            "mail service",
            "mail system",
            "mail daemon",
            "mailer daemon",
            "postmaster",
            "post_master",
            "mail delivery",
            "mail administrator",
            "mailerdaemon",
            "system administrator");

    /** Parts of addresses behind which programs write in their own name. */
    private static final List<String> ROLES =
            List.of("admin", "owner", "request", "daemon", "noreply", "no-reply", "robot", "listserv", "majordomo");

    private static final List<String> REPLIES =
            List.of("re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "sv:", "rv:", "antw:");

    private final MimePart root;
    private final ScanBudget budget;
    private final List<MimePart> deliveryStatuses = new ArrayList<>(1);
    private final List<MimePart> texts = new ArrayList<>(2);
    private final List<MimePart> html = new ArrayList<>(1);
    private @Nullable MimePart returnedMessage;
    private @Nullable MimePart returnedHeaders;
    private @Nullable MimePart feedback;
    private boolean disposition;
    private @Nullable String text;
    private @Nullable ReportText reportText;
    private @Nullable String subject;
    private @Nullable String from;
    private @Nullable Boolean fromMailSystem;

    /** The message whose parts these are. */
    public ReportMessage(MimePart root, ScanBudget budget) {
        this.root = root;
        this.budget = budget;
        collect(root);
    }

    private void collect(MimePart part) {
        String type = part.type().type();
        if (part.type().isDeliveryStatus()) {
            deliveryStatuses.add(part);
        } else if (type.equals("message/feedback-report")) {
            feedback = part;
        } else if (type.equals("message/disposition-notification")) {
            disposition = true;
        } else if (isReturnedMessage(part)) {
            returnedMessage = returnedMessage == null ? part : returnedMessage;
        } else if (isReturnedHeaders(type)) {
            returnedHeaders = returnedHeaders == null ? part : returnedHeaders;
        } else if (!part.children().isEmpty()) {
            part.children().forEach(this::collect);
        } else if (type.equals("text/html")) {
            html.add(part);
        } else if (type.startsWith("text") || type.startsWith("multipart/") || type.indexOf('/') < 0) {
            texts.add(part);
        }
    }

    private static boolean isReturnedMessage(MimePart part) {
        String type = part.type().type();
        return part.type().isMessage() || type.equals("rfc/822") || type.equals("message/partial");
    }

    private static boolean isReturnedHeaders(String type) {
        return type.equals("text/rfc822-headers")
                || type.equals("message/rfc822-headers")
                || type.equals("message/global-headers")
                || type.equals("text/rfc822");
    }

    /** The message itself. */
    public MimePart root() {
        return root;
    }

    ScanBudget budget() {
        return budget;
    }

    /** Parts that are delivery statuses by their type. */
    List<MimePart> deliveryStatuses() {
        return deliveryStatuses;
    }

    /** The part that is a feedback report; null if there is none. */
    public @Nullable MimePart feedback() {
        return feedback;
    }

    /** Whether there is a disposition notification. */
    public boolean hasDisposition() {
        return disposition || "disposition-notification".equals(root.type().reportType());
    }

    /** The part in which the original came back; null if it did not come as a message. */
    public @Nullable MimePart returnedMessage() {
        return returnedMessage;
    }

    /** The part with only the original's header fields; null if there is none. */
    public @Nullable MimePart returnedHeaders() {
        return returnedHeaders;
    }

    /** What the report says to people: its plain texts one after the other, or its HTML without tags if there are none. */
    public String text() {
        if (text == null) {
            String plain = texts.size() == 1 ? texts.get(0).text() : joinedTexts();
            text = plain.isBlank() ? htmlText() : plain;
        }
        return text;
    }

    private String joinedTexts() {
        StringBuilder all = new StringBuilder();
        for (MimePart part : texts) {
            all.append(part.text()).append('\n');
        }
        return all.toString();
    }

    /** The same, divided into what it tells and the copy of the original. */
    ReportText reportText() {
        if (reportText == null) {
            reportText = ReportText.of(isFromMailSystem() ? text() : ReportText.withoutQuotes(text()));
        }
        return reportText;
    }

    private String htmlText() {
        StringBuilder all = new StringBuilder();
        for (MimePart part : html) {
            all.append(HtmlText.of(part.text())).append('\n');
        }
        return all.toString();
    }

    /** The subject, decoded, in lower case; empty if there is none. */
    public String subject() {
        if (subject == null) {
            subject = root.decodedHeader("Subject").toLowerCase(Locale.ROOT);
        }
        return subject;
    }

    /** The From field, decoded, in lower case; empty if there is none. */
    public String from() {
        if (from == null) {
            from = root.decodedHeader("From").toLowerCase(Locale.ROOT);
        }
        return from;
    }

    /** Whether the sender calls itself a mail system, not a person. */
    boolean isFromMailSystem() {
        if (fromMailSystem == null) {
            fromMailSystem = saysSoItself();
        }
        return fromMailSystem;
    }

    private boolean saysSoItself() {
        String from = from().strip();
        return from.isEmpty()
                || from.equals("<>")
                || root.headers().has("X-MS-Exchange-Message-Is-Ndr")
                || ReportText.holdsAny(from(), MAIL_SYSTEMS);
    }

    /** Whether a person answers or passes on, perhaps with somebody's bounce quoted in it. */
    boolean isFromPerson() {
        boolean answers = beginsAsReply(subject()) && !isFromMailSystem();
        return (answers && !hasNullSender())
                || (answers && root.headers().has("In-Reply-To"))
                || (isSentInOwnName() && !isFromMailSystem() && !hasNullSender());
    }

    /** Whether the subject begins as people's answers do. */
    boolean isReply() {
        return beginsAsReply(subject());
    }

    private static boolean beginsAsReply(String subject) {
        for (String mark : REPLIES) {
            if (subject.startsWith(mark)) {
                return true;
            }
        }
        return false;
    }

    /** Whether who is named in From is also who gets the bounces, and no program says that it wrote this. */
    private boolean isSentInOwnName() {
        String path = root.headers().first("Return-Path");
        return path != null
                && !root.headers().has("Auto-Submitted")
                && !root.headers().has("X-Failed-Recipients")
                && !ReportText.holdsAny(from(), ROLES)
                && Addresses.bare(path).equalsIgnoreCase(Addresses.bare(from()));
    }

    /** Whether it came with the empty envelope sender that RFC 5321 §4.5.5 wants of reports. */
    boolean hasNullSender() {
        String path = root.headers().first("Return-Path");
        return path != null && path.strip().equals("<>");
    }

    /** The addresses in X-Failed-Recipients, Exim's and Gmail's own field; empty if there is none. */
    List<String> failedRecipients() {
        List<String> addresses = new ArrayList<>();
        for (String written : root.headers().all("X-Failed-Recipients")) {
            String failed = EncodedWords.decode(written);
            for (int at = failed.indexOf('@'); at >= 0; at = failed.indexOf('@', at + 1)) {
                String address = Addresses.around(failed, at, 0);
                if (address != null && budget.mayTakeRecipient(addresses.size())) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }
}
