import io.github.todoku.bounce.BounceParser
import io.github.todoku.dns.InMemoryDns
import io.github.todoku.dns.IpLiteral
import io.github.todoku.spf.SpfRequest
import io.github.todoku.spf.SpfVerdict
import io.github.todoku.spf.SpfVerifier
import java.util.Locale

/** The compiler knows what may be null: `explanation` may, `verdict()` may not; a warning is an error. */
fun main() {
    val dns = InMemoryDns.zone("""example.com. TXT "v=spf1 ip4:192.0.2.0/24 -all" """)
    val request = SpfRequest.from(IpLiteral.of("198.51.100.1")).helo("mx.example.com").mailFrom("bob@example.com")
    val result = SpfVerifier.using(dns).check(request)
    val verdict: SpfVerdict = result.verdict()
    val length: Int = result.explanation()?.length ?: 0
    check(verdict == SpfVerdict.FAIL && length == 0) { result }
    val finding: String? = result.finding()?.text(Locale.ENGLISH)
    check(finding == null) { "$finding" }
    val bounce = BounceParser.standard().parse("550 5.1.1 <bob@example.com>: User unknown").bounces().single()
    val recipient: String? = bounce.recipient()
    check(bounce.cause().name == "ADDRESS_UNKNOWN") { "$bounce $recipient" }
    println("all well in Kotlin ${KotlinVersion.CURRENT}")
}
