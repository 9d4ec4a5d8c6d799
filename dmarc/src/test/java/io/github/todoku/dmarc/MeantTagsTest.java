package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are the record or were meant as it, and which only speak of it and stay as they are. */
class MeantTagsTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final String GOOD = "v=DMARC1; p=reject; rua=mailto:a@example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vendor-verify=DMARC1234567",
                "vendor-verify=DMARC1",
                "easydmarc1=abcdef",
                "DMARC1-verification=abcdef",
                "dmarc1=on",
                "note: our dmarc has p=none, see wiki",
                "rolled out 2024: p=none first, then p=reject",
                "rolled out 2024: v=DMARC1 with p=none first, then p=reject",
                "p=none first, then p=reject",
                "we will use v=DMARC1; see the wiki",
                "note: v=DMARC1 is what begins a record",
                "DMARC1=abc; p=none",
                "v=DMARC1-verify; id=77; p=none",
                "DMARC1 verification token abc; p=x",
                "DMARC1 verification token abc; p=none",
                "OLD: v=DMARC1; p=reject; rua=mailto:old@example.com",
                "disabled v=DMARC1; p=reject",
                "#v=DMARC1; p=reject",
                "// v=DMARC1; p=reject",
                "v=DMARC2; p=reject; x=y",
                "v=DMARC10; p=reject",
                "v=DMARC 2; p=reject",
                "p=reject; v=DMARC2",
                "DMARC2; p=reject",
                "v=spf1 include:_spf.example.com p=none",
                "v=spf1 -all",
                "v=DKIM1; k=rsa; p=MIGfMA0noneGCSqG",
                "v=TLSRPTv1; rua=mailto:a@example.com",
                "dmarc",
                ""
            })
    void whatOnlySpeaksOfARecordStays(String text) {
        assertThat(DmarcRecord.looksLikeDmarc(text)).isFalse();
        RecordChange change = change("_dmarc.example.com. TXT \"" + text + "\"");
        assertThat(change.before()).isEmpty();
        assertThat(change.otherTxt()).extracting(DnsRecord.Txt::joined).containsExactly(text);
        assertThat(change.after()).isEqualTo("v=DMARC1; p=none");
        assertThat(change("example.com. TXT \"" + text + "\"").after()).isEqualTo("v=DMARC1; p=none");
        assertThat(DmarcChecker.using(InMemoryDns.zone("example.com. TXT \"" + text + "\""))
                        .check(DmarcRequest.of(DOMAIN))
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(DmarcFinding.NO_RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Value: v=DMARC1; p=none; fo=1",
                "TXT value v=DMARC1; p=none; fo=1",
                "Value: p=none; fo=1",
                "v=DMARC1:p=none:fo=1",
                "v=DMARC1: p=none: fo=1",
                "version=DMARC1; p=none; fo=1",
                "vDMARC1; p=none; fo=1",
                "_dmarc.d.test descriptive text v=DMARC1; p=none; fo=1",
                "Points to: v=DMARC1; p=none; fo=1",
                "Inhalt: v=DMARC1; p=none; fo=1",
                "Wert: v=DMARC1; p=none; fo=1",
                "Valeur : v=DMARC1; p=none; fo=1",
                "New: v=DMARC1; p=none; fo=1",
                "-v=DMARC1; p=none; fo=1",
                "TXT\u30EC\u30B3\u30FC\u30C9: v=DMARC1; p=none; fo=1",
                "_dmarc TXT v=DMARC1; p=none; fo=1",
                "_dmarc.example.com. 3600 IN TXT ( v=DMARC1; p=none; fo=1",
                "host=_dmarc, value=v=DMARC1; p=none; fo=1",
                "\u5024\uFF1Av=DMARC1; p=none; fo=1",
                "'v=DMARC1; p=none; fo=1",
                "\u201Cv=DMARC1; p=none; fo=1\u201D",
                "\uFEFFv=DMARC1; p=none; fo=1",
                "\uFF56\uFF1D\uFF24\uFF2D\uFF21\uFF32\uFF23\uFF11\uFF1B p=none; fo=1",
                "v:DMARC1; p=none; fo=1",
                "v DMARC1; p=none; fo=1",
                "v = dmarc1 p=none fo=1",
                "v=DMARC1p=none; fo=1",
                "v=DMARC1, p=none, fo=1",
                "v=DMARC; p=none; fo=1",
                "v=DMARC 1; p=none; fo=1",
                "DMARC1; p=none; fo=1",
                "dmarc1 p=none fo=1",
                "; v=DMARC1; p=none; fo=1",
                "v=DKIM1; p=none; fo=1",
                "v=DMRAC1; p=none; fo=1",
                "p=none; fo=1",
                "p=none; fo=1; v=DMARC1",
                "p=none, fo=1, v=DMARC1",
                "v=DMARC1.; p=none.; fo=1"
            })
    void whatWasMeantAsTheRecordIsReplacedByIt(String written) {
        String text = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(DmarcRecord.looksLikeDmarc(text)).isTrue();
        DmarcEdit edit = new DmarcEdit(List.of(text), true, DmarcWish.MONITOR);
        assertThat(edit.text()).isEqualTo("v=DMARC1; p=none; fo=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=dmarc1", "DMARC1", "'v=DMARC1'", "v=DMARC;", "Value: v=DMARC1;"})
    void theVersionAloneIsABrokenRecord(String text) {
        assertThat(DmarcRecord.looksLikeDmarc(text)).isTrue();
    }

    /** Receivers ignore what is no record (RFC 9989 §4.10.1): the one that is stays in force, and nothing beside it goes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rolled out 2024: p=none first, then p=reject",
                "vendor-verify=DMARC1234567",
                "v=DMARC2; p=none",
                "v=dmarc1; p=none; rua=mailto:b@example.com",
                "Value: v=DMARC1; p=quarantine; rua=mailto:b@example.com",
                "p=none; rua=mailto:b@example.com",
                "token"
            })
    void besideOneRecordEveryOtherTextStays(String beside) {
        String zone = "_dmarc.example.com. TXT \"%s\"%n_dmarc.example.com. TXT \"" + beside + "\"";
        RecordChange stands = change(zone.formatted(GOOD));
        assertThat(stands.isUnchanged()).isTrue();
        assertThat(stands.zoneLines()).hasSize(1);
        assertThat(stands.otherTxt()).extracting(DnsRecord.Txt::joined).containsExactly(beside);

        RecordChange mended = change(zone.formatted(GOOD.replace("p=reject", "p=reject; sp=rejct")));
        assertThat(mended.before()).hasSize(1);
        assertThat(mended.after()).isEqualTo(GOOD.replace("p=reject", "p=reject; sp=reject"));
        assertThat(mended.zoneLines()).noneMatch(line -> line.startsWith("; remove:") && line.contains(beside));

        String astray = zone.replace("_dmarc.", "").formatted(GOOD);
        assertThat(change(astray).after()).isEqualTo("v=DMARC1; p=none; rua=mailto:a@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "noreject,         none",
        "not reject,       none",
        "no-reject,        none",
        "don't quarantine, none",
        "dont quarantine,  none",
        "do not reject,    none",
        "never reject,     none",
        "norejct,          none",
        "reject=no,        none",
        "reject off,       none",
        "!reject,          none",
        "no,               none",
        "off,              none",
        "nothing,          none",
        "rejects,          reject",
        "rejct,            reject",
        "p=reject,         reject",
        "reject quarantine, quarantine",
        "quarantined,      quarantine",
        "reject or none,   none"
    })
    void aNoDoesNotBecomeAYes(String written, String meant) {
        for (String tag : new String[] {"sp", "np"}) {
            String text = "v=DMARC1; p=reject; " + tag + "=" + written + "; rua=mailto:a@example.com";
            DmarcEdit edit = new DmarcEdit(List.of(text), true, DmarcWish.MONITOR);
            assertThat(edit.text()).isEqualTo(text.replace("=" + written + ";", "=" + meant + ";"));
            assertThat(edit.isProven()).isTrue();
            assertThat(DmarcRecord.parse(text).findings().stream()
                            .filter(each -> each.kind() == DmarcFinding.POLICY_BAD)
                            .map(each -> each.details().get(2)))
                    .containsExactly(tag + "=" + meant);
        }
        DmarcEdit own = new DmarcEdit(
                List.of("v=DMARC1; p=" + written + "; rua=mailto:a@example.com"), true, DmarcWish.MONITOR);
        assertThat(own.text()).isEqualTo("v=DMARC1; p=none; rua=mailto:a@example.com");
    }

    /** Brackets and quotes around a record, or around its addresses, are no part of the domain that gets the reports. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u300Cv=DMARC1; p=none; rua=mailto:a@d.test\u300D",
                "\u300Ev=DMARC1; p=none; rua=mailto:a@d.test\u300F",
                "\u3010v=DMARC1; p=none; rua=mailto:a@d.test\u3011",
                "\u00ABv=DMARC1; p=none; rua=mailto:a@d.test\u00BB",
                "'v=DMARC1; p=none; rua=mailto:a@d.test'",
                "(v=DMARC1; p=none; rua=mailto:a@d.test)",
                "[v=DMARC1; p=none; rua=mailto:a@d.test]",
                "{v=DMARC1; p=none; rua=mailto:a@d.test}",
                "<v=DMARC1; p=none; rua=mailto:a@d.test>",
                "`v=DMARC1; p=none; rua=mailto:a@d.test`",
                "Value: ( v=DMARC1; p=none; rua=mailto:a@d.test; )",
                "v=DMARC1; p=none; rua=mailto:a@d.test'",
                "v=DMARC1; p=none; rua=mailto:a@d.test)",
                "v=DMARC1; p=none; rua=mailto:a@d.test\u300D",
                "v=DMARC1; p=none; rua=mailto:a@d.test\u3002",
                "v=DMARC1; p=none; rua=`mailto:a@d.test`",
                "v=DMARC1; p=none; rua=<mailto:a@d.test>",
                "v=DMARC1; p=none; rua=mailto:<a@d.test>",
                "v=DMARC1; p=none; rua=[mailto:a@d.test]",
                "v=DMARC1; p=none; rua=&lt;mailto:a@d.test&gt;",
                "v=DMARC1; p=none; rua=mailto:a@d.test&gt;",
                "v=DMARC1; p=none; rua=mailto:a@d.test&gt",
                "v=DMARC1; p=none; rua=mailto:a@d.test,mailto:a@d.test&gt;",
                "v=DMARC1; p=none; rua=mailto:a@d.test, mailto:a@d.test'"
            })
    void whatStandsAroundAnAddressIsNoPartOfIt(String written) {
        String text = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        DmarcEdit edit = new DmarcEdit(List.of(text), true, DmarcWish.MONITOR);
        assertThat(edit.text()).isEqualTo("v=DMARC1; p=none; rua=mailto:a@d.test");
        assertThat(edit.isProven()).isTrue();
    }

    /** A domain of letters, digits and hyphens, or of letters that have A-labels; nothing else is one. */
    @ParameterizedTest
    @CsvSource({
        "mailto:a@d.test',            mailto:a@d.test",
        "mailto:a@d.test\u300D,       mailto:a@d.test",
        "mailto:a@d.test&gt,          mailto:a@d.test",
        "mailto:a@d.test*,            ''",
        "mailto:a@d.test\u2192,       ''",
        "mailto:a@d.te\u300Dst,       ''",
        "mailto:a@d_e.test,           ''",
        "mailto:a@d.test=x,           ''",
        "mailto:a@b\u00FCcher.test,   mailto:a@xn--bcher-kva.test",
        "mailto:a@\u30C6\u30B9\u30C8.test, mailto:a@xn--zckzah.test"
    })
    void aDomainOfOtherSignsIsNoDomainOfReports(String written, String meant) {
        String octets = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ReportUriReader read = ReportUriReader.read(octets);
        assertThat(read.uri().host()).isNull();
        assertThat(read.fault()).isNotNull();
        assertThat(read.mended()).isEqualTo(meant);
        assertThat(DmarcRecord.parse("v=DMARC1; p=none; rua=" + octets).findings())
                .extracting(Finding::kind)
                .contains(DmarcFinding.BAD_URI);
    }

    /** Left out, it would give subdomains the stricter policy of the domain itself. */
    @ParameterizedTest
    @CsvSource({
        "p=reject; sp=monitor,         p=reject; sp=none",
        "p=reject; sp=accept,          p=reject; sp=none",
        "p=reject; sp=n,               p=reject; sp=none",
        "p=reject; np=monitor,         p=reject; np=none",
        "p=reject; np=x; sp=y,         p=reject; np=none; sp=none",
        "p=quarantine; sp=was reject,  p=quarantine; sp=none",
        "p=none; sp=reject; np=accept, p=none; sp=reject; np=none",
        "p=none; sp=monitor,           p=none",
        "p=none; np=monitor; sp=x,     p=none",
        "p=reject; sp=,                p=reject"
    })
    void whatCannotBeToldMakesNothingStricterBelow(String written, String meant) {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; " + written + "; rua=mailto:a@example.com\"";
        assertThat(change(zone).after()).isEqualTo("v=DMARC1; " + meant + "; rua=mailto:a@example.com");
        List<Finding> effects = change(zone).findings().stream()
                .filter(each -> each.kind() == DmarcFinding.TAKES_EFFECT)
                .toList();
        assertThat(effects)
                .filteredOn(each -> each.details().size() > 1)
                .hasSize(written.endsWith("sp=") ? 1 : 0)
                .allSatisfy(each -> assertThat(each.text(Locale.ENGLISH)).contains("for subdomains too"))
                .allSatisfy(each -> assertThat(each.text(Locale.JAPANESE)).contains("サブドメインにも"));
    }

    /** A word before it retires it, or it stands behind a token of somebody else: it stays, and is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u65E7: v=DMARC1; p=reject; rua=mailto:a@example.com",
                "\u7121\u52B9 v=DMARC1; p=reject; rua=mailto:a@example.com",
                "\u5EC3\u6B62\uFF1Av=DMARC1; p=reject; rua=mailto:a@example.com",
                "OLD: v=DMARC1; p=reject; rua=mailto:a@example.com",
                "disabled v=DMARC1; p=reject",
                "google-site-verification=abc v=DMARC1; p=reject; rua=mailto:a@example.com",
                "v=DMARC1-verify; id=77; p=none"
            })
    void aTextThatIsNoRecordAndHoldsTheVersionIsNamed(String written) {
        String text = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(DmarcRecord.looksLikeDmarc(text)).isFalse();
        assertThat(MeantTags.isDead(text)).isTrue();
        if (text.equals(written)) {
            String zone = "_dmarc.example.com. TXT \"" + text + "\"";
            assertThat(change(zone).after()).isEqualTo("v=DMARC1; p=none");
            assertThat(change(zone).otherTxt())
                    .extracting(DnsRecord.Txt::joined)
                    .containsExactly(text);
            assertThat(change(zone).findings()).extracting(Finding::kind).contains(DmarcFinding.DEAD_TEXT);
            assertThat(DmarcChecker.using(InMemoryDns.zone(zone))
                            .check(DmarcRequest.of(DOMAIN))
                            .findings())
                    .extracting(Finding::kind)
                    .contains(DmarcFinding.DEAD_TEXT);
        }
    }

    /** What some receivers read beside the record makes two for them; what nobody reads is only named. */
    @ParameterizedTest
    @CsvSource({
        "V=DMARC1; p=none; rua=mailto:b@example.com, WARN",
        "v=dmarc1; p=none; rua=mailto:b@example.com, INFO",
        "v=DMARC1 p=reject, INFO",
        "Value: v=DMARC1; p=none, INFO",
        "OLD: v=DMARC1; p=none, INFO",
        "token, ''"
    })
    void whatWasMeantBesideOneRecordIsNamed(String beside, String severity) {
        String zone = "_dmarc.example.com. TXT \"" + GOOD + "\"\n_dmarc.example.com. TXT \"" + beside + "\"";
        RecordChange change = change(zone);
        assertThat(change.isUnchanged()).isTrue();
        List<Finding> checked = DmarcChecker.using(InMemoryDns.zone(zone))
                .check(DmarcRequest.of(DOMAIN))
                .findings();
        for (List<Finding> findings : List.of(change.findings(), checked)) {
            assertThat(findings.stream()
                            .filter(each -> each.kind() == DmarcFinding.VERSION_CAPITAL
                                    || each.kind() == DmarcFinding.DEAD_TEXT)
                            .map(each -> each.severity().toString())
                            .toList())
                    .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
        }
    }

    private static RecordChange change(String zone) {
        return DmarcPlanner.using(InMemoryDns.zone(zone))
                .plan(DOMAIN, DmarcWish.MONITOR)
                .change()
                .orElseThrow();
    }
}
