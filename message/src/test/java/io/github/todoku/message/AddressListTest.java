package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsName;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {
    /** RFC 5322 §3.4, §4.4 and what its appendix A shows, with reserved names. */
    static Stream<Arguments> wellFormed() {
        return Stream.of(
                arguments("bob@example.com", "bob@example.com"),
                arguments(" < bob@example.com > ", "bob@example.com"),
                arguments("Bob B. Example <bob@example.com>", "bob@example.com"),
                arguments("\"Joe Q. Public\" <john.q.public@example.com>", "john.q.public@example.com"),
                arguments("\"a@b.example, <c@d.example>\" <e@example.com>", "e@example.com"),
                arguments("Pete(A nice \\) chap) <pete(his account)@silly.example(his host)>", "pete@silly.example"),
                arguments("(a (nested <x@y.example>) comment) bob@example.com", "bob@example.com"),
                arguments("a@example.com, b@example.org", "a@example.com b@example.org"),
                arguments(",, a@example.com ,, b@example.org ,", "a@example.com b@example.org"),
                arguments("A Group:Ed <ed@example.com>,joe@example.org;", "ed@example.com joe@example.org"),
                arguments("Undisclosed recipients:;", ""),
                arguments("g: a@example.com;, b@example.org", "a@example.com b@example.org"),
                arguments("<@a.example,@b.example:bob@example.com>", "bob@example.com"),
                arguments("\"a b\"@example.com", "\"a b\"@example.com"),
                arguments("\"bob\"@example.com", "bob@example.com"),
                arguments("bob . smith @ example . com", "bob.smith@example.com"),
                arguments("bob@[192.0.2.1]", "bob@[192.0.2.1]"),
                arguments("Bob\r\n <bob@example.com>", "bob@example.com"),
                arguments("用户 <用户@例え.example>", "用户@例え.example"));
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void addressesAreReadOutOfAnyForm(String value, String addresses) {
        AddressList list = AddressList.parse(value);
        assertThat(String.join(
                        " ", list.addresses().stream().map(MailAddress::text).toList()))
                .isEqualTo(addresses);
        assertThat(list.isWellFormed()).as(value).isTrue();
        for (MailAddress address : list.addresses()) {
            assertThat(MailAddress.parse(address.text())).contains(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "bob@",
                "@example.com",
                "<bob@example.com",
                "bob@example.com>",
                "a@example.com b@example.org",
                "<a@example.com> b@example.org",
                "bob smith@example.com",
                ".bob@example.com",
                "bob.@example.com",
                "bo..b@example.com",
                "bob@example..com",
                "bob@example.com (unfinished",
                "\"bob@example.com",
                "bob@[192.0.2.1",
                "g: a@example.com",
                "a@example.com;",
                "a@b@example.com",
                "<a@example.com, b@example.org>",
                "a@example.com\u0000",
                "g: h: a@example.com;;",
            })
    void whatBreaksTheGrammarIsSaidToBeMalformed(String value) {
        assertThat(AddressList.parse(value).isWellFormed()).isFalse();
        assertThat(MailAddress.parse(value)).isEmpty();
    }

    @Test
    void ofAMalformedFieldTheRestIsStillRead() {
        assertThat(AddressList.parse("bob, a@example.com, <b@>, c@example.org").addresses())
                .containsExactly(MailAddress.of("a@example.com"), MailAddress.of("c@example.org"));
    }

    @Test
    void oneAddressIsOneAddress() {
        assertThat(MailAddress.parse("a@example.com, b@example.com")).isEmpty();
        assertThat(MailAddress.parse("")).isEmpty();
        MailAddress bob = MailAddress.of("Bob <bob@Example.com>");
        assertThat(bob.localPart()).isEqualTo("bob");
        assertThat(bob.domain()).isEqualTo("Example.com");
        assertThat(bob.domainName()).contains(DnsName.of("Example.com"));
        assertThat(bob)
                .isEqualTo(MailAddress.of("bob@example.COM"))
                .hasSameHashCodeAs(MailAddress.of("bob@example.COM"));
        assertThat(bob).isNotEqualTo(MailAddress.of("Bob@example.com"));
        assertThat(MailAddress.of("bob@[192.0.2.1]").domainName()).isEmpty();
        assertThat(MailAddress.of("bob@例え.example").domainName()).isEmpty();
    }

    @Test
    void whatIsPrintedIsMaskedAndOneLine() {
        assertThat(MailAddress.of("bob.secret@example.com").toString()).isEqualTo("b***@example.com");
        assertThat(MailAddress.of("\"\\\u001b[31m secret\"@例.example").toString())
                .isEqualTo("\\x1B***@例.example");
        assertThat(AddressList.parse("bob.secret@example.com, bob").toString())
                .isEqualTo("[b***@example.com] (malformed)");
        assertThatThrownBy(() -> MailAddress.of("bob.secret@"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void hostileFieldsAreReadInLinearTime() {
        for (String piece :
                List.of("(", "<", "\"", "@", ",", ":", ";", ".", "a@b,", "a:", "<@", "[", "\\", "a ", ")")) {
            assertThat(AddressList.parse(piece.repeat(200_000)).addresses()).hasSizeLessThanOrEqualTo(10_000);
        }
        assertThat(AddressList.parse("a@b,".repeat(20_000)).isWellFormed()).isFalse();
        Random random = new Random(3);
        String alphabet = "ab@.,<>:;()\"\\[] \r\nあ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (MailAddress address : AddressList.parse(text.toString()).addresses()) {
                assertThat(MailAddress.parse(address.text()))
                        .as(text.toString())
                        .contains(address);
            }
        }
    }
}
