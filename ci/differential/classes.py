"""The classes of differences that docs/decisions/differences.md explains, by the names of its headings. A class says when it holds as
narrowly as it can: by the reason that the other judge gives, by what our own verdict would be under another limit, or by what is odd in
the world; and where it is only the world that tells, a second judge must agree with us."""
import ipaddress
import re


class Class:
    def __init__(self, name, holds):
        self.name, self.holds = name, holds


# ---- SPF: verdicts -------------------------------------------------------------------------------------------------------------------


def addresses(text):
    address = ipaddress.ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def mapped_client(case):
    return ":" in case.ip and addresses(case.ip).version == 4


def in_mapped_network(case):
    """An ip6 term has the IPv4 client's address as an IPv4-mapped one."""
    client = addresses(case.ip)
    if client.version != 4:
        return False
    client = ipaddress.IPv6Address(f"::ffff:{client}")
    for network in re.findall(r"(?i)ip6:([0-9a-f:.]+(?:/\d+)?)", case.texts):
        try:
            if client in ipaddress.ip_network(network, strict=False):
                return True
        except ValueError:
            pass
    return False


def uses(case, letters):
    """A macro of these letters."""
    return re.search(r"(?i)%\{[" + letters + "]", case.texts) is not None


def failing(case):
    """The names with questions that are not answered."""
    return {line.split(" ")[2].rstrip(".").lower() for line in case.zone if line.startswith(";!")}


def client_names(case):
    """The names of the client are looked at, by a record or by the text that explains it."""
    return re.search(r"(?i)(?:[ \t+?~-])ptr\b", case.texts) is not None or re.search(r"(?i)%\{p", case.zone_text) is not None


def reverse_fails(case):
    """The question for the client's names, or for the address of one, is not answered."""
    if not client_names(case):
        return False
    reverse = addresses(case.ip).reverse_pointer
    names = {line.split(" ")[-1].rstrip(".").lower() for line in case.zone if line.lower().startswith(reverse) and " PTR " in line}
    return reverse in failing(case) or bool(names & failing(case))


def mail_host_fails(case):
    """The question for the address of a mail host is not answered."""
    return any(line.split(" ")[-1].rstrip(".").lower() in failing(case) for line in case.zone if " MX " in line)


def of(judges, reason=None, theirs=None, finding=None, backed=False, also=lambda case: True):
    """The judge is one of these; its reason, its verdict and our finding read so; a second judge agrees with us where that is wanted."""
    def holds(case):
        return (case.judge in judges and (reason is None or re.search(reason, case.their_reason) is not None)
                and (theirs is None or case.theirs == theirs) and (finding is None or re.match(r"spf\.(?:" + finding + r")\b", case.reason) is not None)
                and (not backed or case.ours in case.backing) and also(case))
    return holds


PYSPF, MAIL_SPF, LIBSPF2 = "pyspf", "Mail::SPF", "libspf2"
SYNTAX = ("bad-character|unknown-mechanism|bad-modifier|duplicate-modifier|missing-domain|unexpected-argument|bad-toplabel|bad-ip4|bad-ip6"
          "|bad-prefix-length|not-spf")

SPF = [
    Class("spf-u-labels", of([PYSPF, MAIL_SPF, LIBSPF2], theirs="none", also=lambda c: not c.sender.isascii())),
    Class("spf-void-lookups-by-question", of([PYSPF, MAIL_SPF], "(?i)void", "permerror", also=lambda c: c.others["voids by query"] == "permerror")),
    Class("spf-void-lookups-of-names-that-decide-nothing", of([PYSPF, MAIL_SPF], "(?i)void", "permerror", also=client_names)),
    Class("spf-no-limit-of-void-lookups",
          of([LIBSPF2], finding="void-limit", also=lambda c: c.ours in c.backing or c.theirs in (
              c.others["no void limit"], c.others["neither void nor host limit"], c.others["no limit"]))),
    Class("spf-the-eleventh-mail-host", of([MAIL_SPF, LIBSPF2], finding="mx-limit")),
    Class("spf-terms-counted-otherwise", of([LIBSPF2], finding="term-limit", also=lambda c: c.theirs == c.others["no limit"])),
    Class("spf-depth-of-includes", of([LIBSPF2], "unlimited recursion|too many DNS lookups", "permerror")),
    Class("spf-include-of-itself", of([PYSPF], "trivial recursion", "permerror")),
    Class("spf-failure-of-a-reverse-name", of([PYSPF, MAIL_SPF, LIBSPF2], theirs="temperror", also=reverse_fails)),
    Class("spf-mail-hosts-beside-the-one-that-matches", of([PYSPF], theirs="temperror", backed=True, also=mail_host_fails)),
    Class("spf-mail-hosts-beside-the-one-that-matches",
          of([PYSPF, MAIL_SPF], "(?i)void", "permerror", backed=True, also=lambda c: re.search(r"(?i)[ +?~-]mx\b", c.texts) is not None)),
    Class("spf-capital-r", of([MAIL_SPF, LIBSPF2], r"%\{\w\d*R|delimiter 'R'", "permerror")),
    Class("spf-dots-in-the-name-of-a-modifier", of([LIBSPF2], r"Invalid character in middle of mechanism near '\.", "permerror",
                                                   also=lambda c: re.search(r"\s[a-z]\w*\.[-.\w]*=", c.texts) is not None)),
    Class("spf-dots-in-the-name-of-a-modifier", of([LIBSPF2], "Could not find a valid SPF record", "permerror", backed=True,
                                                   also=lambda c: re.search(r"\s[a-z]\w*\.[-.\w]*=", c.texts) is not None)),
    Class("spf-redirect-before-a-mechanism", of([LIBSPF2], backed=True, also=lambda c: re.search(
        r"(?i)\sredirect=\S+\s(?:.*\s)?[-+?~]?(?:all|include|a|mx|ptr|ip4|ip6|exists)\b(?!=)", c.texts) is not None)),
    Class("spf-no-helo-name", of([LIBSPF2], "Uninitialized variable", "permerror", also=lambda c: not c.helo)),
    Class("spf-line-feed-at-the-end", of([PYSPF], finding=SYNTAX, backed=True, also=lambda c: re.search(r"\\010$", c.texts, re.MULTILINE) is not None)),
    Class("spf-sender-without-local-part", of([PYSPF, MAIL_SPF], also=lambda c: uses(c, "s") and re.match("@|[^@]*$", c.sender) is not None)),
    Class("spf-failure-of-the-record", of([LIBSPF2], "Temporary DNS failure", "permerror", finding="dns-failed")),
    Class("spf-prefix-length-of-zero", of([LIBSPF2], r"CIDR netmask \(=0\)", "permerror")),
    Class("spf-prefix-length-of-zero", of([LIBSPF2], "Could not find a valid SPF record", "permerror", backed=True, also=lambda c: re.search(r"/0\b", c.texts) is not None)),
    Class("spf-macro-read-when-used", of([PYSPF, MAIL_SPF, LIBSPF2], finding="bad-macro|macro-only-in-explanation", also=lambda c: c.theirs != "permerror")),
    Class("spf-syntax-that-is-let-pass", of([LIBSPF2], finding=SYNTAX, backed=True)),
    Class("spf-syntax-that-is-let-pass", of([LIBSPF2], finding="bad-prefix-length", also=lambda c: re.search(r"/0\d", c.texts) is not None)),
    Class("spf-at-sign-in-the-local-part", of([PYSPF], theirs="none", also=lambda c: c.sender.count("@") > 1)),
    Class("spf-dot-at-the-end-of-the-sender", of([PYSPF], theirs="none", also=lambda c: c.sender.endswith("."))),
    Class("spf-mapped-network", lambda c: in_mapped_network(c) and (
        c.judge == MAIL_SPF and (c.ours in c.backing or c.sender.count("@") > 1 or c.answers[PYSPF][0] == "temperror" or re.match("(?i)Mechanism '[-+?~]?ip6:", c.their_reason) is not None)
        or c.judge == LIBSPF2 and (c.ours in c.backing or c.theirs == c.answers[MAIL_SPF][0]))),
    Class("spf-mapped-client", of([LIBSPF2], also=lambda c: mapped_client(c) and (
        c.ours in c.backing or c.sender.count("@") > 1 or any(re.search("(?i)void", answer[2]) for answer in c.answers.values())))),
    Class("spf-as-many-labels-as-there-are", of([LIBSPF2], backed=True, also=lambda c: re.search(r"%\{[a-zA-Z]\d+\}", c.texts) is not None)),
    Class("spf-macro-delimiters", of([PYSPF, MAIL_SPF], also=lambda c: re.search(r"%\{[a-zA-Z]\d*[rR]?[-.+,/_=]+\}", c.texts) is not None and (
        c.ours in c.backing or c.theirs == c.answers[PYSPF][0] == c.answers[MAIL_SPF][0]))),
    Class("spf-names-that-are-too-long", of([LIBSPF2], "String literal too long", "permerror")),
    Class("spf-names-that-are-too-long", of([LIBSPF2], "Could not find a valid SPF record", "permerror", backed=True,
                                            also=lambda c: re.search(r":[^ ]{250,}", c.texts) is not None)),
    Class("spf-many-labels-kept", of([LIBSPF2], "truncation depth too large", "permerror", also=lambda c: re.search(r"%\{[a-zA-Z](?:12[89]|1[3-9]\d)", c.texts) is not None)),
]

# ---- SPF: explanations of a fail -------------------------------------------------------------------------------------------------------

EXPLANATIONS = [
    Class("explanation-letters", lambda c: c.explanation.lower() == c.their_explanation.lower()),
    Class("explanation-sender-without-local-part", lambda c: c.sender.startswith("@") or "@" not in c.sender),
    Class("explanation-with-the-name-of-a-client",
          lambda c: c.judge == MAIL_SPF and not c.their_explanation and re.search(r"(?i)%\{p", c.zone_text) is not None),
    Class("explanation-beyond-ascii", lambda c: not c.explanation and "\\x" in c.their_explanation),
    Class("explanation-with-a-fault", lambda c: c.judge == MAIL_SPF and not c.explanation and re.search(r"%(?![{%_-])|%\{x\}", c.zone_text) is not None),
    Class("explanation-delimiter-alone", lambda c: c.judge == MAIL_SPF and re.search(r"%\{[a-zA-Z]r?[-+.]+\}", c.zone_text) is not None),
    Class("explanation-no-helo-name", lambda c: not c.helo and "unknown" in c.their_explanation),
    Class("explanation-with-the-name-of-a-client", lambda c: c.judge == PYSPF and c.their_explanation == "DEFAULT" and (
              c.explanation == "unknown" or c.explanation and re.search(r"(?i)%\{p", c.zone_text) is not None)),
    Class("explanation-empty-parts", lambda c: c.judge == PYSPF and re.search(r"%\{[a-zA-Z]\d*r?[.+,/_=]*-[-.+,/_=]*\}", c.zone_text) is not None and "--" in c.sender),
]

# ---- DMARC ---------------------------------------------------------------------------------------------------------------------------


def tag_twice(case):
    zone, _, _, ours, model = case
    names = []
    for line in zone:
        if line.startswith(f"_dmarc.{ours[0]}. "):
            names += [[tag.split("=")[0].replace("\\009", "").strip() for tag in line.split('"')[1].split(";") if "=" in tag]]
    return (ours[1] == "disputed" and (ours[0], *ours[2:]) == (model[0], *model[2:])
            and any(len(each) != len(set(each)) for each in names))


DMARC = [Class("dmarc-a-tag-that-stands-twice", tag_twice)]

# ---- zone text, replies ----------------------------------------------------------------------------------------------------------------


def line(pattern):
    return lambda difference: re.search(pattern, difference) is not None


LINES = [
    Class("zone-ttl-behind-the-class", line("^dnspython wants the TTL before the class$")),
    Class("zone-origin-without-a-dot", line(r"^dnspython drops what is below an \$ORIGIN without a dot$")),
    Class("caa-tag", line("tag is not alphanumeric")),
    Class("zone-blank-before-a-directive", line(r"^dnspython refuses: .*unknown rdatatype '\$(?:TTL|ORIGIN)'$")),
    Class("zone-first-line-without-an-owner", line("^we refuse: no owner name stands before this line$|^we refuse: line .*no owner name stands before this line$")),
    Class("zone-escape-in-a-word", line(r"^we refuse: .*not (?:hexadecimal|data in the generic form)|^we refuse: .*(?:no such type|not an IPv[46] address): .*\\")),
    Class("zone-ttl-with-a-number-behind-its-units", line("^we refuse: .*not a TTL")),
    Class("zone-quoted-name", line("^dnspython refuses: .*expecting an identifier$")),
    Class("zone-tlsa-without-data", line("^dnspython cannot read what we write: .*expecting another identifier.*TLSA")),
    Class("zone-lone-cr", line("^dnspython takes a lone CR for a letter$")),
    Class("zone-types-that-are-not-read", line(r"^dnspython cannot read what we write: .*DNS message is malformed.*TYPE\d+ \\+#")),
    Class("reply-types-that-are-not-read", line("^dnspython refuses an opcode, or data of a type that is not read$")),
    Class("reply-opt-with-a-name", line("^dnspython refuses an OPT with a name$")),
    Class("reply-pointer-into-the-header", line("^we refuse a pointer into the header$")),
    Class("reply-unsound-data-of-another-class", line("^we refuse unsound data of another class$")),
]
