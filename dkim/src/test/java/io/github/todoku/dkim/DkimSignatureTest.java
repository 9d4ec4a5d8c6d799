package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DkimSignatureTest {
    private static final String FIELD =
            "v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n\td=example.com; s=s1; i=bob@news.example.com; h=from:to; bh=x=; b=y=";

    @Test
    void aFoldedFieldNamesItsKey() {
        DkimSignature signature = DkimSignature.parse(FIELD);
        assertThat(signature.domain()).contains(DnsName.of("example.com"));
        assertThat(signature.selector()).contains(DnsName.of("s1"));
        assertThat(signature.algorithm()).isEqualTo("rsa-sha256");
        assertThat(signature.identityDomain()).contains(DnsName.of("news.example.com"));
        assertThat(signature.isIdentityWithinDomain()).isTrue();
    }

    @Test
    void withoutAnIdentityItIsTheDomain() {
        assertThat(DkimSignature.parse("d=example.com; s=a.b").identityDomain()).contains(DnsName.of("example.com"));
        assertThat(DkimSignature.parse("d=example.com; s=x; i=@other.example").isIdentityWithinDomain())
                .isFalse();
    }

    @Test
    void whatNamesNoKeyIsLeftOutAndTheRestBounded() {
        assertThat(DkimSignature.parseAll(List.of("", "d=example.com", "s=x", "d=..; s=x", "d=.; s=.", FIELD)))
                .hasSize(1);
        assertThat(DkimSignature.parseAll(Collections.nCopies(1000, FIELD))).hasSize(DkimSignature.MAX_SIGNATURES);
        assertThat(DkimSignature.parse("d=".repeat(1 << 20)).isComplete()).isFalse();
    }
}
