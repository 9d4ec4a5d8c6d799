package io.github.todoku.bounce;

import static io.github.todoku.bounce.Advice.CONTACT_RECIPIENT;
import static io.github.todoku.bounce.Advice.REMOVE_ADDRESS;
import static io.github.todoku.bounce.Advice.REVIEW;
import static io.github.todoku.bounce.Advice.VERIFY_THEN_REMOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When an address may be given up, and when the same words would cost another one (docs/decisions/0036). Each row is a report
 * that differs from a plain one in what it says: the customer's own server knows no such user, and the address goes.
 */
class RemovalTest {
    /** What a plain report says. {@code To} is the report's own field; {@code From} and {@code Return-Path} the mail's. */
    private static final Map<String, String> PLAIN = Map.of(
            "To", "<bounces@sender.example>",
            "Reporting-MTA", "dns; mail.sender.example",
            "Final-Recipient", "rfc822; bob@customer.example",
            "Remote-MTA", "dns; mx.customer.example",
            "Diagnostic-Code", "smtp; 550 5.1.1 <bob@customer.example>: Recipient address rejected: User unknown",
            "Return-Path", "<bounces@sender.example>",
            "From", "News <news@sender.example>");

    private static final String POSTFIX = "X-Postfix; unknown user: \"bob\"";

    private static String report(String... changes) {
        Map<String, String> says = new TreeMap<>(PLAIN);
        for (int i = 0; i < changes.length; i += 2) {
            says.put(changes[i], changes[i + 1]);
        }
        StringBuilder mail = new StringBuilder("From: MAILER-DAEMON@mail.sender.example\n");
        field(mail, says, "To");
        mail.append("Subject: Undelivered Mail Returned to Sender\n")
                .append("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n")
                .append("--b\nContent-Type: message/delivery-status\n\n");
        field(mail, says, "Reporting-MTA");
        mail.append('\n');
        for (String name : List.of("Final-Recipient", "Original-Recipient")) {
            field(mail, says, name);
        }
        mail.append("Action: failed\nStatus: 5.1.1\n");
        for (String name : List.of("Remote-MTA", "Diagnostic-Code")) {
            field(mail, says, name);
        }
        mail.append("\n--b\nContent-Type: message/rfc822\n\n");
        for (String name : List.of("Return-Path", "From")) {
            field(mail, says, name);
        }
        return mail.append("Subject: hello\n\nhello\n--b--\n").toString();
    }

    /** Nothing said is no field. */
    private static void field(StringBuilder mail, Map<String, String> says, String name) {
        String value = says.getOrDefault(name, "");
        if (!value.isEmpty()) {
            mail.append(name).append(": ").append(value).append('\n');
        }
    }

    private static Arguments row(Advice advice, String... changes) {
        return arguments(advice, List.of(changes));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row(REMOVE_ADDRESS),
                // the sender's own: whoever wrote the mail, and where reports go
                row(REVIEW, "From", "Bob@Customer.example"),
                row(REVIEW, "Return-Path", "<bob@CUSTOMER.example>"),
                row(REMOVE_ADDRESS, "From", "Robert <bob2@customer.example>"),
                row(REMOVE_ADDRESS, "From", "", "Return-Path", ""),
                // nobody's, or another address in the form of one
                row(VERIFY_THEN_REMOVE, "Final-Recipient", "", "Diagnostic-Code", "smtp; 550 5.1.1 User unknown"),
                row(REVIEW, "Final-Recipient", "rfc822; IMCEAEX-_O=A_OU=B@customer.example"),
                row(REVIEW, "To", "bob@customer.example"),
                row(
                        REMOVE_ADDRESS,
                        "To",
                        "amy@sender.example",
                        "Diagnostic-Code",
                        "smtp; 550 5.1.1 <carl@customer.example>: User unknown"),
                // a member's behind an alias
                row(CONTACT_RECIPIENT, "Original-Recipient", "rfc822; team@lists.example"),
                row(CONTACT_RECIPIENT, "Original-Recipient", "rfc822; bob@other.example"),
                row(CONTACT_RECIPIENT, "Original-Recipient", "rfc822; bobby@customer.example"),
                row(CONTACT_RECIPIENT, "Original-Recipient", "rfc822; robert@customer.example"),
                row(REMOVE_ADDRESS, "Original-Recipient", "rfc822; bob@customer.example"),
                row(REMOVE_ADDRESS, "Original-Recipient", "rfc822; BOB@Customer.example"),
                row(REMOVE_ADDRESS, "Original-Recipient", "rfc822; bob+news@customer.example"),
                row(REMOVE_ADDRESS, "Original-Recipient", "rfc822; bob"),
                row(
                        REMOVE_ADDRESS,
                        "Final-Recipient",
                        "rfc822; bob@host7.customer.example",
                        "Original-Recipient",
                        "rfc822; bob@customer.example"),
                row(
                        CONTACT_RECIPIENT,
                        "Final-Recipient",
                        "rfc822; bob@customer.example",
                        "Original-Recipient",
                        "rfc822; bob@host7.customer.example"),
                row(
                        CONTACT_RECIPIENT,
                        "Final-Recipient",
                        "rfc822; bob@mycustomer.example",
                        "Original-Recipient",
                        "rfc822; bob@customer.example"),
                // one that the sender's own server takes for local
                row(REVIEW, "Remote-MTA", "", "Diagnostic-Code", POSTFIX),
                row(REVIEW, "Remote-MTA", "dns; mail.sender.example"),
                row(REVIEW, "Remote-MTA", "dns; MAIL.sender.example"),
                row(REVIEW, "Remote-MTA", "dns; local"),
                row(REVIEW, "Remote-MTA", "dns; virtual"),
                row(REVIEW, "Remote-MTA", "dns; private/dovecot-lmtp"),
                row(REVIEW, "Remote-MTA", "dns; dovecot"),
                row(REMOVE_ADDRESS, "Remote-MTA", "dns; mail2.sender.example"),
                row(REMOVE_ADDRESS, "Remote-MTA", ""),
                // the reporting server is the recipient's
                row(
                        REMOVE_ADDRESS,
                        "Reporting-MTA",
                        "dns; mx.customer.example",
                        "Remote-MTA",
                        "",
                        "Diagnostic-Code",
                        POSTFIX),
                row(
                        REMOVE_ADDRESS,
                        "Reporting-MTA",
                        "dns; customer.example",
                        "Remote-MTA",
                        "",
                        "Diagnostic-Code",
                        POSTFIX),
                // or neither's
                row(
                        REMOVE_ADDRESS,
                        "Reporting-MTA",
                        "dns; relay.third.example",
                        "Remote-MTA",
                        "",
                        "Diagnostic-Code",
                        POSTFIX),
                row(
                        REMOVE_ADDRESS,
                        "Reporting-MTA",
                        "dns; mail.notsender.example",
                        "Remote-MTA",
                        "",
                        "Diagnostic-Code",
                        POSTFIX),
                row(REVIEW, "Reporting-MTA", "dns; sender.example", "Remote-MTA", "", "Diagnostic-Code", POSTFIX),
                row(REVIEW, "To", "", "Return-Path", "", "Remote-MTA", "dns; local"),
                row(REVIEW, "From", "", "Return-Path", "", "Remote-MTA", "dns; local"),
                row(REMOVE_ADDRESS, "To", "", "From", "", "Return-Path", "", "Remote-MTA", "dns; local"),
                // nobody says who reports
                row(REVIEW, "Reporting-MTA", "", "Remote-MTA", "dns; local"),
                row(REMOVE_ADDRESS, "Reporting-MTA", ""),
                row(REMOVE_ADDRESS, "Reporting-MTA", "", "Remote-MTA", ""));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anAddressIsGivenUpWhereNoOtherIsMeant(Advice advice, List<String> changes) {
        BounceReport report = BounceParser.standard()
                .parse(report(changes.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
        assertThat(report.bounces()).hasSize(1);
        assertThat(report.bounces().get(0).advice()).isEqualTo(advice);
    }

    /** A report that names the one it was sent to means whom the reply names; one that names another means him. */
    @Test
    void aReportThatNamesItsOwnReceiverMeansWhomTheReplyNames() {
        String carl = "smtp; 550 5.1.1 <carl@customer.example>: User unknown";
        assertThat(recipient("To", "bob@customer.example", "Diagnostic-Code", carl))
                .isEqualTo("carl@customer.example");
        assertThat(recipient("To", "bob@customer.example.net", "Diagnostic-Code", carl))
                .isEqualTo("bob@customer.example");
        assertThat(recipient("To", "", "Diagnostic-Code", carl)).isEqualTo("bob@customer.example");
    }

    private static @Nullable String recipient(String... changes) {
        return BounceParser.standard()
                .parse(report(changes).getBytes(StandardCharsets.UTF_8))
                .bounces()
                .get(0)
                .recipient();
    }
}
