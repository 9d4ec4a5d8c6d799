package io.github.todoku.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordChangeTest {
    private static final DnsName NAME = DnsName.of("example.com");

    private static RecordChange to(String after, String... before) {
        return RecordChange.txt(NAME, List.of(before), after, List.of(new DiffWord(Op.ADD, after)));
    }

    @Test
    void theLinesTakeAwayWhatStandsThereAndPublishOne() {
        assertThat(to("v=spf1 mx -all", "v=spf1 -all", "v=spf1 a ~all").zoneLines())
                .containsExactly(
                        "; remove: example.com. 3600 IN TXT \"v=spf1 -all\"",
                        "; remove: example.com. 3600 IN TXT \"v=spf1 a ~all\"",
                        "example.com. 3600 IN TXT \"v=spf1 mx -all\"");
    }

    @Test
    void whatIsRightAsItStandsTakesNothingAway() {
        RecordChange same = to("v=spf1 -all", "v=spf1 -all");
        assertThat(same.isUnchanged()).isTrue();
        assertThat(same.zoneLines()).containsExactly("example.com. 3600 IN TXT \"v=spf1 -all\"");
        assertThat(to("v=spf1 -all").isUnchanged()).isFalse();
    }

    @Test
    void aLongTextIsDividedBehindBlanksAndReadsBackWhole() {
        String text = "v=spf1 " + "ip4:192.0.2.1 ".repeat(40) + "-all";
        RecordChange change = to(text);
        assertThat(change.strings()).hasSizeGreaterThan(2).allMatch(each -> each.length() <= 255);
        assertThat(String.join("", change.strings())).isEqualTo(text);
        assertThat(change.strings().get(0)).endsWith(" ");
        assertThat(change.readsBack()).isTrue();
        assertThat(to("x".repeat(600)).strings()).extracting(String::length).containsExactly(255, 255, 90);
    }

    @Test
    void quotesAndOctetsReadBack() {
        assertThat(to("v=spf1 exp=\"\\\\\u00e9;\u0007 -all").readsBack()).isTrue();
    }

    @Test
    void theOverlayKeepsTheOtherTexts() {
        RecordChange change = to("v=spf1 -all", "v=spf1 a").beside(List.of(new DnsRecord.Txt(List.of("other=1"))));
        assertThat(change.overlay().entries(NAME, RecordType.TXT))
                .extracting(entry -> ((DnsRecord.Txt) entry.data()).joined())
                .containsExactly("other=1", "v=spf1 -all");
    }

    @Test
    void aRecordOfAnotherTypeIsOneLine() {
        RecordChange ptr = RecordChange.of(
                DnsName.of("7.2.0.192.in-addr.arpa"), RecordType.PTR, List.of("old.example.com."), "mail.example.com.");
        assertThat(ptr.zoneLines())
                .containsExactly(
                        "; remove: 7.2.0.192.in-addr.arpa. 3600 IN PTR old.example.com.",
                        "7.2.0.192.in-addr.arpa. 3600 IN PTR mail.example.com.");
        assertThat(ptr.overlay().entries()).hasSize(1);
        assertThat(ptr.strings()).containsExactly("mail.example.com.");
        assertThatThrownBy(() -> RecordChange.of(NAME, RecordType.A, List.of(), "not an address"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
