package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelope senders as list managers, sending services, signers and forwarders write them. */
class VerpPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // Mailman, Sympa, a service's number and tag, ezmlm's number of a message, XVERP of Postfix
                "list-bounces+{local}={domain}@lists.example.net list-bounces+jane.doe=example.com@lists.example.net jane.doe@example.com",
                "owner-list+{local}={domain}@lists.example.net owner-list+o=brien=example.com@lists.example.net o=brien@example.com",
                "bounces+*-*-{local}={domain}@em.example.net bounces+123-abcd-jean-luc=example.com@em.example.net jean-luc@example.com",
                "list-return-*-{local}={domain}@lists.example.net LIST-return-4711-jane=Example.com@lists.example.net jane@Example.com",
                "*-{local}={domain}@b.example.net 7f3a-jane=example.com@b.example.net jane@example.com",
                "b+{local}={domain}-*@example.net b+jane=ex-ample.com-99@example.net jane@ex-ample.com",
                "b+{local}={domain}@*.example.net b+jane=example.com@mx7.example.net jane@example.com",
                // signed (BATV) and rewritten (SRS), one around the other too
                "b+{local}={domain}@example.net prvs=4567abcdef=b+jane=example.com@example.net jane@example.com",
                "b+{local}={domain}@example.net prvs=b+jane=example.com/4567abcdef@example.net jane@example.com",
                "b+{local}={domain}@example.net msprvs1=17456abcdef=b+jane=example.com@example.net jane@example.com",
                "b+{local}={domain}@example.net btv1==123abc==b+jane=example.com@example.net jane@example.com",
                "b+{local}={domain}@example.net SRS0=aB3d=TT=example.net=b+jane=example.com@forwarder.example jane@example.com",
                "b+{local}={domain}@example.net SRS0+aB3d=TT=example.net=b+jane=example.com@forwarder.example jane@example.com",
                "b+{local}={domain}@example.net SRS1=xY=first.example==aB3d=TT=example.net=b+jane=example.com@second.example jane@example.com",
                "b+{local}={domain}@example.net SRS0=aB3d=TT=example.net=prvs=4567abcdef=b+jane=example.com@f.example jane@example.com",
            })
    void findsWhomTheMailWasSentTo(String pattern, String address, String recipient) {
        assertThat(VerpPattern.of(pattern).recover(address)).contains(recipient);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bounces@em.example.net",
                "bounces+123-jane=example.com@em.example.net",
                "bounces+123--jane=example.com@em.example.net",
                "bounces+-abcd-jane=example.com@em.example.net",
                "bounces+123-abcd-jane@em.example.net",
                "bounces+123-abcd-jane=example.com@other.example.net",
                "SRS0=aB3d@em.example.net",
                "SRS0",
                "SRS1==",
                "prvs=",
                "prvs=x@em.example.net",
                "btv1==",
                ""
            })
    void findsNobodyInOtherAddresses(String address) {
        assertThat(VerpPattern.of("bounces+*-*-{local}={domain}@em.example.net").recover(address))
                .isEmpty();
    }

    @Test
    void whatAWildcardStandsForEndsSomewhere() {
        for (String pattern : new String[] {
            "b+*{local}={domain}@x", "b+{local}={domain}*@x", "b+**-{local}={domain}@x", "b+{local}=*={domain}@x"
        }) {
            assertThatThrownBy(() -> VerpPattern.of(pattern)).as(pattern).isInstanceOf(IllegalArgumentException.class);
            assertThat(VerpPattern.parse(pattern)).isEmpty();
        }
    }

    @Test
    void aForwardedMailComesBackAsTheSubscribersWhateverWroteItselfAroundTheEnvelopeSender() {
        BounceParser parser = BounceParser.standard().withVerp(VerpPattern.of("b+*-{local}={domain}@example.net"));
        for (String path : new String[] {
            "To: <b+7-jane=alumni.example@example.net>\n",
            "Delivered-To: prvs=4567abcdef=b+7-jane=alumni.example@example.net\nTo: postmaster@example.net\n"
        }) {
            BounceReport report = parser.parse("From: MAILER-DAEMON@mx.example.org\n" + path + """
                    Subject: Undelivered Mail
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mx.alumni.example

                    Final-Recipient: rfc822; jane.new@example.org
                    Action: failed
                    Status: 5.1.1
                    Remote-MTA: dns; mx.example.org
                    Diagnostic-Code: smtp; 550 5.1.1 <jane.new@example.org>: Recipient address rejected: User unknown

                    --b--
                    """);
            Bounce bounce = report.bounces().get(0);
            assertThat(bounce.recipient()).isEqualTo("jane@alumni.example");
            assertThat(bounce.forwardedTo()).isEqualTo("jane.new@example.org");
            assertThat(bounce.advice()).isEqualTo(Advice.CONTACT_RECIPIENT);
        }
    }
}
